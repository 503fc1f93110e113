"""Type 1 fonts in PDF files of LibreOffice: without the number that tells how many fonts it embedded before."""

import re

_UNIQUE = re.compile(rb"/UniqueID (\d+)")
_HEAD = 4096  # bytes; the encrypted part says its number near its beginning
# The cipher of the Type 1 font format (eexec): its key and its two constants.
_KEY, _FACTOR, _ADDEND = 55665, 52845, 22719
_MASK = 0xFFFF


def anonymous(font: bytes, clear: int, encrypted: int) -> bytes:
    """The font program with a fixed UniqueID: it counts fonts over all documents of a run, and readers do without.

    `clear` and `encrypted` are the lengths of its first two parts.
    """
    start, secret, end = font[:clear], font[clear : clear + encrypted], font[clear + encrypted :]
    return _UNIQUE.sub(_fixed, start) + _renumbered(secret) + end


def _fixed(found: re.Match[bytes]) -> bytes:
    return b"/UniqueID " + b"4" + b"0" * (len(found[1]) - 1)


def _renumbered(secret: bytes) -> bytes:
    """The encrypted part anew: the cipher carries a changed digit on to every byte behind it."""
    plain = _decrypted(secret[:_HEAD])
    fixed = _UNIQUE.sub(_fixed, plain)
    if fixed == plain:
        return secret
    out = bytearray()
    old = new = _KEY
    changes = bytes(before ^ after for before, after in zip(plain, fixed, strict=True)) + bytes(len(secret))
    for byte, change in zip(secret, changes, strict=False):
        made = byte ^ (old >> 8) ^ (new >> 8) ^ change
        old = ((byte + old) * _FACTOR + _ADDEND) & _MASK
        new = ((made + new) * _FACTOR + _ADDEND) & _MASK
        out.append(made)
    return bytes(out)


def _decrypted(secret: bytes) -> bytes:
    out = bytearray()
    state = _KEY
    for byte in secret:
        out.append(byte ^ (state >> 8))
        state = ((byte + state) * _FACTOR + _ADDEND) & _MASK
    return bytes(out)
