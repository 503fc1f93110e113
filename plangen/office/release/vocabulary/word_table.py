"""What a text may be made of: the elements of WordprocessingML that are known to be harmless.

Elements before the bar, then their attributes, each with the kind of its values. Lines that begin with blanks
go on with the line above.
"""

WORD = """
document body p r cr noBreakHyphen footnoteRef endnoteRef separator continuationSeparator
ruby rt rubyBase rubyPr drawing pict txbxContent tbl tblPr tblGrid tr trPr tc tcPr tblPrEx sectPr
hdr ftr footnotes endnotes rPr pPr numPr pBdr tabs tblBorders tblCellMar tcBorders tcMar footnotePr
endnotePr styles docDefaults rPrDefault pPrDefault numbering fonts settings compat
t instrText | xml:space:enum
tab | leader:enum pos:number val:enum
br | clear:enum type:enum
sym | char:hex font:font
ptab | alignment:enum leader:enum relativeTo:enum
hyperlink | anchor:key r:id:key
fldSimple | instr:code
fldChar | fldCharType:enum
bookmarkStart | id:number name:key
bookmarkEnd | id:number
footnoteReference endnoteReference | customMarkFollows:flag id:number
hps hpsRaise hpsBaseText w kern position sz szCs ilvl numId outlineLvl tblStyleRowBandSize | val:number
tblStyleColBandSize gridBefore gridAfter gridSpan numStart uiPriority lvlRestart abstractNumId | val:number
startOverride defaultTabStop consecutiveHyphenLimit hyphenationZone drawingGridHorizontalSpacing | val:number
drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery | val:number
lid | val:lang
rubyAlign highlight vertAlign em jc textDirection textAlignment textboxTightWrap tblOverlap vMerge | val:enum
vAlign numRestart pos type multiLevelType suff lvlJc family pitch characterSpacingControl | val:enum
bidiVisual cantSplit tblHeader tcFitText semiHidden unhideWhenUsed qFormat b bCs i iCs caps | val:flag
smallCaps strike dstrike outline shadow emboss imprint snapToGrid vanish rtl cs specVanish keepNext | val:flag
keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap | val:flag
overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd contextualSpacing | val:flag
mirrorIndents suppressOverlap hidden noWrap noEndnote titlePg rtlGutter formProt isLgl notTrueType | val:flag
evenAndOddHeaders mirrorMargins doNotExpandShiftReturn gutterAtTop bordersDoNotSurroundHeader | val:flag
bordersDoNotSurroundFooter autoHyphenation doNotHyphenateCaps displayBackgroundShape | val:flag
noPunctuationKerning printTwoOnOne bookFoldPrinting strictFirstAndLastChars spaceForUL | val:flag
balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace adjustLineHeightInTable | val:flag
useFELayout doNotUseIndentAsNumberingTabStop growAutofit doNotSnapToGridInCell | val:flag
doNotWrapTextWithPunct doNotUseEastAsianBreakRules doNotBreakWrappedTables splitPgBreakAndParaMark | val:flag
gridCol | w:number
footnote endnote | id:number type:enum
rStyle pStyle tblStyle basedOn next link | val:key
rFonts |
    ascii:font asciiTheme:enum cs:font cstheme:enum eastAsia:font eastAsiaTheme:enum hAnsi:font
    hAnsiTheme:enum hint:enum
color | themeColor:enum themeShade:hex themeTint:hex val:color
spacing |
    after:number afterAutospacing:flag afterLines:number before:number beforeAutospacing:flag
    beforeLines:number line:number lineRule:enum val:number
u | color:color themeColor:enum themeShade:hex themeTint:hex val:enum
bdr between bar insideH insideV tl2br tr2bl |
    color:color frame:flag shadow:flag space:number sz:number themeColor:enum themeShade:hex themeTint:hex
    val:enum
shd |
    color:color fill:color themeColor:enum themeFill:enum themeFillShade:hex themeFillTint:hex themeShade:hex
    themeTint:hex val:enum
fitText | id:number val:number
lang themeFontLang | bidi:lang eastAsia:lang val:lang
eastAsianLayout | combine:flag combineBrackets:enum id:number vert:flag vertCompress:flag
framePr |
    anchorLock:flag dropCap:enum h:number hAnchor:enum hRule:enum hSpace:number lines:number vAnchor:enum
    vSpace:number w:number wrap:enum x:number xAlign:enum y:number yAlign:enum
top left bottom right end |
    color:color frame:flag shadow:flag space:number sz:number themeColor:enum themeShade:hex themeTint:hex
    type:enum val:enum w:number
ind |
    end:number endChars:number firstLine:number firstLineChars:number hanging:number hangingChars:number
    left:number leftChars:number right:number rightChars:number start:number startChars:number
cnfStyle |
    evenHBand:flag evenVBand:flag firstColumn:flag firstRow:flag firstRowFirstColumn:flag
    firstRowLastColumn:flag lastColumn:flag lastRow:flag lastRowFirstColumn:flag lastRowLastColumn:flag
    oddHBand:flag oddVBand:flag val:hex
tblpPr |
    bottomFromText:number horzAnchor:enum leftFromText:number rightFromText:number tblpX:number tblpXSpec:enum
    tblpY:number tblpYSpec:enum topFromText:number vertAnchor:enum
tblW tblCellSpacing tblInd wBefore wAfter tcW | type:enum w:number
tblLayout tblStylePr | type:enum
tblLook | firstColumn:flag firstRow:flag lastColumn:flag lastRow:flag noHBand:flag noVBand:flag val:hex
start |
    color:color frame:flag shadow:flag space:number sz:number themeColor:enum themeShade:hex themeTint:hex
    type:enum val:value w:number
trHeight | hRule:enum val:number
headerReference footerReference | r:id:key type:enum
numFmt | format:format val:enum
pgSz | code:number h:number orient:enum w:number
pgMar | bottom:number footer:number gutter:number header:number left:number right:number top:number
pgBorders | display:enum offsetFrom:enum zOrder:enum
lnNumType | countBy:number distance:number restart:enum start:number
pgNumType | chapSep:enum chapStyle:number fmt:enum start:number
cols | equalWidth:flag num:number sep:flag space:number
col | space:number w:number
docGrid | charSpace:number linePitch:number type:enum
style | customStyle:flag default:flag styleId:key type:enum
name tblCaption tblDescription | val:text
abstractNum | abstractNumId:number
lvl lvlOverride | ilvl:number
lvlText | null:flag val:text
num | durableId:number numId:number
font | name:font
altName | val:font
panose1 | val:hex
charset | characterSet:enum val:hex
sig | csb0:hex csb1:hex usb0:hex usb1:hex usb2:hex usb3:hex
zoom | percent:number val:enum
compatSetting | name:enum uri:uri val:number
clrSchemeMapping |
    accent1:enum accent2:enum accent3:enum accent4:enum accent5:enum accent6:enum bg1:enum bg2:enum
    followedHyperlink:enum hyperlink:enum t1:enum t2:enum
decimalSymbol listSeparator | val:sign
"""
