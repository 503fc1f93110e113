"""Where a title breaks: between its words, where the sense does, in lines of about one length.

Chinese is written without spaces, so the words are found by a list of those that titles of plans, notices and forms are
made of. What the list does not know is broken only where nothing else will do, and then behind an even number of
characters, as most words have two.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

_WORDS = """
关于 有关 开展 举行 举办 组织 印发 发布 召开 做好 加强 进一步 切实 落实 实施 执行 推进 成立 调整 修订 制定 报送 征求
转发 启动 应急 演练 预案 计划 方案 手册 通知 公告 通报 通告 报告 请示 批复 意见 办法 规定 细则 规则 制度 纪要 决定
函件 指引 指南 须知 说明 脚本 清单 名单 名册 台账 登记表 记录表 信息表 签到表 检查表 评估表 一览表 角色卡 通讯录 模板
草稿 附件 附录 目录 提纲 要点 答问 指挥 处置 响应 评估 总结 整改 培训 宣传 桌面 推演 实战 综合 专项 联合 协同 联动
检验 检查 核查 调查 监测 预警 研判 报送 上报 突发 事件 事故 事项 情况 问题 风险 隐患 安全 危机 舆情 投诉 维权 纠纷
召回 泄露 攻击 故障 中断 火灾 停电 疏散 食物 传染病 消费者 客户 顾客 用户 患者 学生 教师 家长 员工 职工 居民 公众
群众 群体性 人员 个人 权益 保护 保障 服务 合法 利益 诉求 消费者权益保护 突发事件 个人信息 食品安全 食物中毒 应急预案
应急演练 演练计划 应急处置 信息泄露 数据泄露 客户服务 质量管理 产品 商品 质量 食品 药品 设备 设施 系统 网络 数据 信息
隐私 业务 银行卡 资金 支付 物资 场地 现场 场景 生产 经营 销售 售后 交易 公司 集团 银行 医院 学校 中学 小学 大学 学院
幼儿园 酒店 商场 超市 工厂 企业 单位 机构 部门 支行 分行 总部 总行 分公司 子公司 有限公司 股份 责任 科技 股份有限公司
有限责任公司 委员会 办公室 领导小组 应急小组 工作组 指挥部 指挥中心 中心 小组 部 科 处 室 工作 管理 监督 控制 流程
机制 体系 能力 措施 任务 职责 标准 要求 内容 时间 地点 对象 步骤 阶段 过程 结果 意义 目的 范围 年度 季度 上半年
下半年 第一 第二 第三 第四 本次 全体 各 全市 全省 全国 市场 法务 财务 行政 人事 技术 运营 客服 质检 后勤 安保 集中
引发 导致 造成 发生 出现 受到 遭受 影响 异常 重大 特大 较大 一般 严重 紧急 临时 首次 年 月 日 及时 信息化 领取 配发
使用 媒体 新闻 社会 公开 内部 外部 对外 声明 回应 沟通 协调 联络 联系 汇报 记录 反馈 答复 处理 办理 解决 赔偿 补偿
退款 换货
"""
_TERMS = frozenset(_WORDS.split())
_LONGEST = max(map(len, _TERMS))
_JOINING = frozenset("和与及暨或并对在为")  # begin a line rather than end one
_TRAILING = frozenset("的")
_CLOSING = frozenset("，。、；：？！）》」』】〉〕”’％%,.;:?!)]}·—…")
_BEFORE_BREAKS = _CLOSING | _TRAILING
_OPENING = frozenset("（《「『【〈〔“‘([{")
_TOKEN = re.compile(r"【待填写[：:][^】]*】|[A-Za-z0-9][A-Za-z0-9.\-_/+#&'’]*|\s+|.", re.DOTALL)
_FORBIDDEN = 1e6
_FREE, _KNOWN, _EDGE, _EVEN, _ODD = 0.0, 1.0, 2.0, 12.0, 20.0  # what a break costs, by how well it stands there
_SINGLE_PAIR = 2  # characters; neighbours of more are no single Chinese ones
_SHORTEST = 2  # characters; no line has fewer where another way is left


def broken(text: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """The text in as few lines as its words allow, each at most `room` wide by `width`; joined they are the text again.

    Only what is wider than a line by itself, such as a long number, is cut within a word.
    """
    if width(text) <= room:
        return (text,)
    return tuple(_lines([piece for piece in _pieces(text, room, width) if piece[0]], room, width))


def _pieces(text: str, room: float, width: Callable[[str], float]) -> Iterator[tuple[str, float]]:
    """The smallest parts of a text, each with the cost of a break behind it."""
    tokens = [part for token in _TOKEN.findall(text) for part in _fitting(token, room, width)]
    costs = _costs(tokens)
    yield from zip(tokens, (*costs, _FREE), strict=True)


def _fitting(token: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    """A token that fits on a line, or its characters."""
    if width(token) <= room:
        yield token
    else:
        yield from token


def _costs(tokens: Sequence[str]) -> Iterator[float]:
    """What a break between neighbours costs."""
    inner, edges = _known(tokens)
    since = 0  # characters of the unknown stretch so far
    for at in range(1, len(tokens)):
        before, after = tokens[at - 1], tokens[at]
        since = 1 if at - 1 in edges else since + 1
        by_signs = _by_signs(before, after)
        if by_signs is not None:
            yield by_signs
        elif at in inner:
            yield _FORBIDDEN / 2
        elif before in _JOINING:
            yield _ODD
        elif at in edges or len(before + after) > _SINGLE_PAIR:
            yield _at_edge(at, inner, edges)
        else:
            yield _ODD if since % 2 else _EVEN


def _by_signs(before: str, after: str) -> float | None:
    """What a break costs beside marks, blanks and words that join; None where there are none."""
    if after[0] in _CLOSING or before[-1] in _OPENING or after.isspace():
        return _FORBIDDEN
    if before[-1] in _BEFORE_BREAKS or before.isspace() or after in _JOINING:
        return _FREE
    return None


def _at_edge(at: int, inner: frozenset[int], edges: frozenset[int]) -> float:
    """What a break costs at the edge of a word; less where known words stand on both sides."""
    is_between = at - 1 in inner and at + 1 in inner | edges
    return _KNOWN if at - 1 in edges or is_between else _EDGE


def _known(tokens: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """The places within known words, and those at their edges; the longest word that begins at a place is taken."""
    inner, edges = set[int](), set[int]()
    at = 0
    while at < len(tokens):
        length = next((size for size in range(_LONGEST, 0, -1) if "".join(tokens[at : at + size]) in _TERMS), 0)
        if length:
            edges |= {at, at + length}
            inner |= set(range(at + 1, at + length))
        at += max(1, length)
    return frozenset(inner), frozenset(edges)


def _lines(pieces: Sequence[tuple[str, float]], room: float, width: Callable[[str], float]) -> Iterator[str]:
    """The cheapest way to cut the pieces into lines: few lines first, then good places, then even lengths."""
    measure = lru_cache(maxsize=None)(width)
    sizes = [measure(text) for text, _ in pieces]
    ideal = sum(sizes) / max(1, -(-sum(sizes) // room))
    best: list[tuple[float, int]] = [(0.0, 0)]  # by how many pieces are set: the cost, and where the last line begins
    for end in range(1, len(pieces) + 1):
        best.append(min(_endings(end, pieces, sizes, best, (room, ideal))))
    cuts = [len(pieces)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    for begin, end in zip(reversed(cuts[1:]), reversed(cuts[:-1]), strict=True):
        yield "".join(text for text, _ in pieces[begin:end])


def _endings(
    end: int,
    pieces: Sequence[tuple[str, float]],
    sizes: Sequence[float],
    best: Sequence[tuple[float, int]],
    measures: tuple[float, float],
) -> Iterator[tuple[float, int]]:
    """The cost of each line that ends there, with all that stands before it."""
    room, ideal = measures
    total, begin = 0.0, end
    while begin and (begin == end or total + sizes[begin - 1] <= room):
        begin -= 1
        total += sizes[begin]
        lonely = _FORBIDDEN if total < _SHORTEST else 0.0
        uneven = 60 * ((total - ideal) / room) ** 2
        yield best[begin][0] + _A_LINE + pieces[end - 1][1] + lonely + uneven, begin


_A_LINE = 8.0  # what another line costs: worth it to keep a word whole, not for evenness alone
