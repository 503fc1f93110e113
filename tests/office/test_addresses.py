"""Addresses inside the house are told from public ones, in links and in plain text."""

import pytest

from plangen.office.release.addresses import addresses_in, cloud_in, in_cloud, inside


@pytest.mark.parametrize(
    "address",
    [
        *("http://10.0.0.1/", "http://172.16.0.5/", "http://172.31.9.9/a", "http://192.168.3.4:8080/x"),
        *("http://127.0.0.1/", "http://169.254.1.1/", "http://[::1]/", "http://[fe80::1%25eth0]/", "http://[fd12::1]/"),
        *("http://oa/", "http://fileserver01/share", "http://localhost:8080/", "https://oa.corp.local/doc"),
        *("http://a.corp", "http://a.lan/", "http://a.internal", "http://a.home", "http://a.intranet/x"),
        *("http://user:secret@oa/", "http://3232235777/", "http://0x7f.1/", "http://127.1/", "ftp://nas/file"),
        *("ｈｔｔｐ：／／ｏａ／", "http://o\u200ba/", "HTTP://OA.CORP/", "http://oa.corp./"),
    ],
)
def test_an_address_inside_the_house_is_known_however_it_is_written(address: str) -> None:
    assert inside(address)
    assert list(addresses_in(f"请登录{address} 办理"))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://www.nuandong.com/recall",
            "http://8.8.8.8/",
            "https://172.32.0.1/",
            "http://[2001:4860:4860::8888]/",
        ),
        *("https://xn--fiqs8s.cn/", "https://公司.中国/", "https://a.example-corp.com/", "mailto:a@nuandong.com"),
        *("tel:4008880101", "https://localhost.nuandong.com/"),
    ],
)
def test_a_public_address_passes(address: str) -> None:
    assert inside(address) is None
    assert list(addresses_in(f"请登录{address} 办理")) == []


@pytest.mark.parametrize(
    "text",
    [
        "热线400-888-0101，邮箱a@nuandong.com，网址www.nuandong.com。",
        "版本10.2.3，2026.3.15发布，见第10.1.2.3条。",
        "规格为3.5.1，误差0.0.1。",
    ],
)
def test_numbers_and_names_of_other_kinds_pass(text: str) -> None:
    assert list(addresses_in(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("登录oa.corp.local查询", "oa.corp.local"),
        ("服务器192.168.1.10", "192.168.1.10"),
        ("发到li@mail.lan。", "li@mail.lan"),
        ("在localhost上", "localhost"),
    ],
)
def test_an_address_without_its_scheme_is_found_in_the_text(text: str, said: str) -> None:
    assert [address for address, _ in addresses_in(text)] == [said]


def test_papers_in_the_cloud_are_told_and_a_plan_names_its_own_domains() -> None:
    assert in_cloud("https://nd.sharepoint.com/a")
    assert list(cloud_in("见docs.qq.com/doc/1")) == ["docs.qq.com"]
    assert not in_cloud("https://www.qq.com/")
    assert inside("https://oa.nuandong.com/", ("oa.nuandong.com",))
    assert inside("https://www.nuandong.com/", ("oa.nuandong.com",)) is None


@pytest.mark.parametrize(
    "address",
    [
        *("https://www.nuandong.com/go?url=http://oa.local/x", "https://www.nuandong.com/go?url=http%3A%2F%2Foa%2Fx"),
        *("https://www.nuandong.com/#file://fs01/a.docx", "mailto:a@nuandong.corp", "mailto:a@mail"),
        "mailto:a@nuandong.com?cc=b@oa.local",
    ],
)
def test_a_link_that_leads_on_into_the_house_is_known(address: str) -> None:
    assert inside(address)
