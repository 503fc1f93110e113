"""Addresses that lead into the house: in links, in fields and in plain text."""

import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from plangen.diagnostics import Words, words

_ENDINGS = frozenset(
    (
        *("local", "localhost", "localdomain", "corp", "lan", "internal", "intranet", "intra", "home", "private"),
        *("domain", "workgroup", "priv", "inner", "test", "invalid", "arpa", "onion"),
    )
)
"""The last words of names that no public directory knows."""
CLOUD_HOSTS = frozenset(
    (
        *("sharepoint.com", "sharepoint.cn", "onedrive.live.com", "1drv.ms", "docs.google.com", "drive.google.com"),
        *("kdocs.cn", "docs.qq.com", "doc.weixin.qq.com", "feishu.cn", "larksuite.com", "larkoffice.com"),
        *("dingtalk.com", "yuque.com", "shimo.im", "notion.so", "notion.site", "dropbox.com", "box.com"),
        *("pan.baidu.com", "atlassian.net", "teambition.com", "note.youdao.com", "jianguoyun.com", "weiyun.com"),
        *("processon.com", "mubu.com", "gitee.com", "coding.net", "teams.microsoft.com", "wolai.com"),
    )
)
"""Where colleagues keep papers; those of its parts count as well. A plan adds its own."""
_HOST = r"[^\s/?#\\，。；、（）()【】《》“”\"'<>]+"
_SCHEMES = "https?|ftp|ftps|smb|nfs|sftp|ldap"
_URL = re.compile(rf"(?<![a-z])(?:{_SCHEMES})[:：]/{{2}}({_HOST})", re.IGNORECASE)
_LINKED = re.compile(rf"(?<![a-z])(?:{_SCHEMES}|file)[:：]/{{2}}({_HOST})", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<![\w.@-])(?:[\w-]+@)?((?:[\w-]+\.)+[a-z]{2,}|localhost)(?![\w-]|\.[a-z])", re.IGNORECASE | re.ASCII
)
_NUMBERED = re.compile(r"(?<![\w.第])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.]|[条款节项])", re.ASCII)  # no numbered clause
_BRACKETED = re.compile(r"\[([0-9a-f:.%]{2,45})\]", re.IGNORECASE)
_NETWORK = words("内部网段", "a private network")
_ALONE = words("没有域名的主机", "a host without a domain")
_ENDING = words("内部域名", "a domain of the house")


def inside(address: str, own: Collection[str] = ()) -> Words | None:
    """Why an address leads into the house; None where it does not. `own` are domains that the plan names."""
    plain = unquote(unquote(_plain(address)))  # an address may hold others, as where it leads on to
    hosts = [_host(each[1]) for each in _LINKED.finditer(plain)]
    if plain.lower().lstrip().startswith("mailto:"):
        hosts += [each[1].lower() for each in re.finditer(r"@((?:[\w-]+\.)*[\w-]+)", plain)]
    return next(filter(None, (_why(each, own) for each in hosts)), None)


def in_cloud(address: str) -> bool:
    """Whether an address leads to papers that colleagues keep in the cloud."""
    plain = _plain(address)
    return any(_is_under(host, CLOUD_HOSTS) for host in _hosts(plain))


def addresses_in(text: str, own: Collection[str] = ()) -> Iterator[tuple[str, Words]]:
    """The addresses in a text that lead into the house, each once, with why."""
    plain = _plain(text)
    found: dict[str, Words] = {}
    for each in _URL.finditer(plain):
        if why := _why(_host(each[1]), own):
            found.setdefault(each[0], why)
    for each in (*_NAMED.finditer(plain), *_NUMBERED.finditer(plain), *_BRACKETED.finditer(plain)):
        why = _why(_host(each[1] if each.re is not _BRACKETED else each[0]), own)
        if why and not any(each[0] in known for known in found):
            found[each[0]] = why
    yield from found.items()


def cloud_in(text: str) -> Iterator[str]:
    """The addresses in a text that lead to papers in the cloud, each once."""
    yield from dict.fromkeys(host for host in _hosts(_plain(text)) if _is_under(host, CLOUD_HOSTS))


def _hosts(plain: str) -> Iterator[str]:
    yield from (_host(each[1]) for each in _URL.finditer(plain))
    yield from (each[1].lower() for each in _NAMED.finditer(plain))


def _plain(text: str) -> str:
    """In one width, without what nobody sees."""
    return "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")


def _host(said: str) -> str:
    """The host of what stands behind the two slashes: without user, port, dot at the end."""
    host = unquote(said).rpartition("@")[2].replace("。", ".")
    if host.startswith("["):
        return host.partition("]")[0][1:].partition("%")[0]
    return re.sub(r":\d*$", "", host).rstrip(".").lower()


def _why(host: str, own: Collection[str]) -> Words | None:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return _why_named(host, own)
    return None if number.is_global else _NETWORK


def _why_named(host: str, own: Collection[str]) -> Words | None:
    if "." not in host:
        return _ALONE
    if re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*", host):
        return _ALONE
    if host.rpartition(".")[2] in _ENDINGS or _is_under(host, own):
        return _ENDING
    return None


def _is_under(host: str, domains: Collection[str]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[at:]) in domains for at in range(len(parts)))
