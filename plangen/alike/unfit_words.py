"""The words of drafts, drills and internal papers that plangen knows, with sentences that prove each."""

from collections.abc import Mapping, Sequence
from typing import Any

ENTRIES: Sequence[Mapping[str, Any]] = (
    {
        "title": "演练",
        "english": "a drill",
        "drill": True,
        "letters": (
            r"演练(?:用|文稿|稿|版|脚本|设定|事实|样本|示例|模拟|结束|到此)|(?:为|系|供|属|"
            r"是)(?:一次)?演练|本次\w{0,4}演练|(?<!应急)(?<!消防)(?<!疏散)(?<!安全)(?<!防汛)(?<!联合)"
            r"(?<!实战)(?<!处置)(?<!专项)(?<!综合)(?<!桌面)(?<!开展)(?<!组织)(?<!进行)(?<!举行)(?<!举办)"
            r"(?<!加强)(?<!定期)(?<!年度)演练(?!计划|方案|制度|记录|活动|培训|工作|的|和|与|及|等|等级)"
        ),
        "found": (
            "本公告为演练用。",
            "演 练 用",
            "双人电热毯局部过热问题演练",
            "（演练）关于召回的公告",
            "演练　文稿",
            "此为演练，请勿转发",
            "本次应急演练到此结束",
        ),
        "passes": (
            "本公司已开展应急演练。",
            "每年组织消防演练两次。",
            "本公司定期开展演练，完善应急预案。",
            "已将有关内容列入应急演练计划。",
        ),
    },
    {
        "title": "模拟",
        "english": "a simulation",
        "drill": True,
        "letters": (
            r"模拟(?!试验|实验|测试|检测|检验|计算|分析|结果|环境|使用|信号|仿真|考试|器|电路|电视|人体|"
            r"运行|工况|条件|考核)"
        ),
        "found": (
            "召回涉及模拟销售区域甲市。",
            "模 拟 品牌",
            "联系人为模拟人员",
        ),
        "passes": (
            "经模拟试验，样品温度正常。",
            "经模拟使用环境检测，没有发现异常。",
            "使用模拟器进行仿真",
        ),
    },
    {
        "title": "草稿或者未定稿",
        "english": "a draft",
        "letters": (
            r"草稿|初稿|送审稿|征求意见稿|讨论稿|修改稿|审议稿|报批稿|报审稿|待审稿|未定稿|样稿|过程稿|"
            r"第\d+稿|未经批准|未经审批|(?<![a-z])draft(?![a-z])"
        ),
        "found": (
            "（草稿，未经批准，不得发布）",
            "送 审 稿",
            "关于召回的公告（征求意见稿）",
            "ＤＲＡＦＴ",
            "第三稿",
        ),
        "passes": (
            "召回方案正在起草。",
            "本公司向社会公开征求意见。",
            "请稿件作者与本公司联系。",
        ),
    },
    {
        "title": "内部资料",
        "english": "internal papers",
        "inside": True,
        "letters": (
            r"内部(?:资料|使用|文件|材料|传阅|参考|稿|掌握|意见|讨论|通报|口径|联系|审批|流转|邮件|"
            r"保密)|注意保密|不得外传|请勿外传|严禁外传|不对外|不宜公开|限内部|仅供\w{0,4}内部|仅限内部|"
            r"internaluseonly|confidential"
        ),
        "found": (
            "内部资料，注意保密",
            "内部 使用，不对外提供",
            "Internal use only",
            "以下为内部意见",
        ),
        "passes": (
            "本公司已启动企业内部调查。",
            "将加强内部管理和内部控制。",
            "产品内部温度过高。",
        ),
    },
    {
        "title": "密级",
        "english": "a mark of secrecy",
        "letters": r"绝密|(?<!加密)(?<!商业)机密(?!性|钥)|秘密级|(?<=密级)\w{1,4}|保密期限",
        "signs": r"[机秘绝]密★|[(\[【](?:秘密|内部)[)\]】]",
        "found": (
            "机密",
            "机 密",
            "秘密★一年",
            "公司绝密",
            "（内部）关于召回的公告",
        ),
        "passes": (
            "保障数据的机密性和完整性。",
            "本公司严格保守商业秘密。",
            "没有涉及商业机密。",
        ),
    },
    {
        "title": "占位的符号",
        "english": "signs in place of a fact",
        "letters": r"(?<![a-z])x{3,}(?![a-z])|(?<![a-z\d])xx(?![a-z])|某某",
        "signs": r"[×✕✖╳]{2,}|[○●△▲◯]{2,}|_{3,}|[?]{3,}",
        "found": (
            "联系人：××××，电话XXX-XXXX。",
            "热线400-XXX-XXXX",
            "甲市某某路1号",
            "于ＸＸ日前",
            "地址：______",
        ),
        "passes": (
            "型号ND-180，尺码XXL。",
            "外形尺寸为3×4×5厘米。",
            "型号为X3。",
        ),
    },
    {
        "title": "还没有确定",
        "english": "something that is not settled",
        "letters": (
            r"(?<!等)(?<!对)待定(?!期|位|性|量|点|时|向|型|制)|待补充|待填|待完善|此处填写|请填写此处|"
            r"(?<![a-z])(?:tbd|todo|tbc)(?![a-z])"
        ),
        "found": (
            "发布日期：待定",
            "联系电话：TBD",
            "原因（待补充）",
        ),
        "passes": (
            "根本原因有待进一步查明。",
            "请等待定期检修。",
            "有关情况待核实后公布。",
        ),
    },
    {
        "title": "示例网址",
        "english": "an address that is only an example",
        "signs": (
            r"(?<![\w-])(?:[\w-]+\.)*example\.(?:com|org|net|cn|edu|invalid)(?![\w-])|"
            r"(?<![\w.-])(?:www\.)?(?:test|xxx|abc)\.(?:com|cn)(?![\w-])"
        ),
        "found": (
            "详见www.example.com",
            "邮箱 a@example.org",
            "网址：www.xxx.com",
        ),
        "passes": (
            "详见www.nuandong-example.cn",
            "详见www.testing.cn",
        ),
    },
    {
        "title": "没有填写的提示文字",
        "english": "a prompt that nobody answered",
        "letters": (
            r"(?:单击|点击|轻触)(?:或(?:单击|点击|轻触))?(?:此处|这里|以)?(?:输入|添加|选择|"
            r"键入)(?:文字|文本|日期|内容|图片|标题)|(?:单击|点击)此处|选择一项|(?<![a-z])clickor?tap|"
            r"clickhereto|chooseanitem"
        ),
        "found": (
            "单击此处输入文字。",
            "单击或点击此处输入文字。",
            "点击或轻触以输入日期。",
            "Click or tap here to enter text.",
        ),
        "passes": (
            "登录网站后点击“我的订单”查看。",
            "请点击“召回登记”填写信息。",
        ),
    },
    {
        "title": "水印",
        "english": "a watermark",
        "letters": (
            r"^(?:样本|样张|样品|紧急|尽快|原件|副本|个人|严禁复制|禁止复制|请勿拷贝|请勿复制|传阅|"
            r"sample|donotcopy|urgent)$"
        ),
        "found": (
            "样本",
            "严 禁 复 制",
            "SAMPLE",
        ),
        "passes": (
            "已对样本进行检测。",
            "请勿复制验证码给他人。",
            "请尽快停止使用。",
        ),
    },
)
