"""What a drawing may be made of: the elements of DrawingML and old drawings that are known to be harmless.

Elements before the bar, then their attributes, each with the kind of its values. Lines that begin with blanks
go on with the line above.
"""

DRAWING = """
theme clrScheme fontScheme fmtScheme | name:fixed
themeElements dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink
majorFont minorFont fillStyleLst lnStyleLst effectStyleLst bgFillStyleLst effectStyle effectLst
solidFill gsLst noFill round gray inv comp gamma invGamma graphic stretch avLst fgClr bgClr
noAutofit spAutoFit grpFill
srgbClr | val:hex
sysClr | lastClr:hex val:enum
schemeClr prstClr prstDash | val:enum
scrgbClr | b:number g:number r:number
hslClr | hue:number lum:number sat:number
latin ea cs | charset:number panose:hex pitchFamily:number typeface:font
font | script:enum typeface:font
gradFill | flip:enum rotWithShape:flag
gs | pos:number
lin | ang:number scaled:flag
path | extrusionOk:flag fill:enum h:number path:enum stroke:flag w:number
fillToRect tileRect fillRect srcRect | b:number l:number r:number t:number
ln | algn:enum cap:enum cmpd:enum w:number
bevel | h:number prst:enum w:number
miter | lim:number
headEnd tailEnd | len:enum type:enum w:enum
outerShdw |
    algn:enum blurRad:number dir:number dist:number kx:number ky:number rotWithShape:flag sx:number sy:number
innerShdw | blurRad:number dir:number dist:number
softEdge | rad:number
tint | amt:number hue:number val:number
shade alpha satMod lumMod lumOff sat alphaMod alphaOff hueMod hue hueOff satOff | val:number
lum | bright:number contrast:number val:number
graphicData | uri:uri
blip | cstate:enum r:embed:key
xfrm | flipH:flag flipV:flag kx:number ky:number rot:number sx:number sy:number tx:number ty:number
off chOff | x:number y:number
ext chExt | cx:number cy:number
prstGeom pattFill prstTxWarp | prst:enum
gd | fmla:guide name:guide
picLocks |
    noAdjustHandles:flag noChangeArrowheads:flag noChangeAspect:flag noChangeShapeType:flag noCrop:flag
    noEditPoints:flag noGrp:flag noMove:flag noResize:flag noRot:flag noSelect:flag
spLocks |
    noAdjustHandles:flag noChangeArrowheads:flag noChangeAspect:flag noChangeShapeType:flag noEditPoints:flag
    noGrp:flag noMove:flag noResize:flag noRot:flag noSelect:flag noTextEdit:flag
graphicFrameLocks | noChangeAspect:flag noDrilldown:flag noGrp:flag noMove:flag noResize:flag noSelect:flag
normAutofit | fontScale:number lnSpcReduction:number
lnRef fillRef effectRef | idx:number
fontRef | idx:enum
"""

PLACING = """
inline | distB:number distL:number distR:number distT:number
anchor |
    allowOverlap:flag behindDoc:flag distB:number distL:number distR:number distT:number hidden:flag
    layoutInCell:flag locked:flag relativeHeight:number simplePos:flag
simplePos start lineTo | x:number y:number
extent | cx:number cy:number
effectExtent | b:number l:number r:number t:number
docPr | descr:text hidden:flag id:number name:text title:text
cNvGraphicFramePr posOffset align wrapNone
positionH positionV | relativeFrom:enum
wrapSquare | distB:number distL:number distR:number distT:number wrapText:enum
wrapTight wrapThrough | distL:number distR:number wrapText:enum
wrapTopAndBottom | distB:number distT:number
wrapPolygon | edited:flag
"""

PICTURE = """
pic nvPicPr
cNvPr | descr:text hidden:flag id:number name:text title:text
cNvPicPr | preferRelativeResize:flag
blipFill | dpi:number rotWithShape:flag
spPr | bwMode:enum
"""

SHAPE = """
wsp | normalEastAsianFlow:flag
cNvPr | descr:text hidden:flag id:number name:text title:text
cNvSpPr | txBox:flag
cNvCnPr style
spPr | bwMode:enum
txbx | id:number
bodyPr |
    anchor:enum anchorCtr:flag bIns:number compatLnSpc:flag forceAA:flag fromWordArt:flag horzOverflow:enum
    lIns:number numCol:number rIns:number rot:number rtlCol:flag spcCol:number spcFirstLastPara:flag
    tIns:number upright:flag vert:enum vertOverflow:enum wrap:enum
"""

GROUP = """
wgp grpSp cNvGrpSpPr
grpSpPr | bwMode:enum
cNvPr | descr:text hidden:flag id:number name:text title:text
"""

OLD_DRAWING = """
shape | type:vmltype style:css fillcolor:color filled:flag stroked:flag strokecolor:color strokeweight:number
    coordsize:pair alt:text
rect roundrect oval | style:css fillcolor:color filled:flag stroked:flag strokecolor:color strokeweight:number
    arcsize:number alt:text
textbox | style:css inset:numbers
imagedata | r:id:key
fill | color:color opacity:number type:enum on:flag
stroke | color:color weight:number dashstyle:enum on:flag
textpath | style:css string:text on:flag fitshape:flag trim:flag
"""

OLD_WRAPPING = """
wrap | type:enum side:enum anchorx:enum anchory:enum
anchorlock
"""
