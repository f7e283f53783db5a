"""Capital letters and digits drawn with half blocks, so that a name can be read from the back row. Pure text."""

FULL_HEIGHT = 4
"""Lines of a big letter at scale 1: seven pixels and one empty, two to a line."""
_PIXELS = 7
# Five columns to a letter, each a number whose lowest bit is the top pixel; empty columns at the sides are cut off.
_COLUMNS = {
    "!": "005F000000", '"': "0007000700", "%": "2313086462", "&": "3649562050", "'": "0000070000",
    "(": "001C224100", ")": "0041221C00", "+": "08083E0808", ",": "0050300000", "-": "0808080808",
    ".": "0060600000", "/": "2010080402", "0": "3E5149453E", "1": "00427F4000", "2": "7249494946",
    "3": "2141494D33", "4": "1814127F10", "5": "2745454539", "6": "3C4A494931", "7": "4121110907",
    "8": "3649494936", "9": "464949291E", ":": "0014000000", "?": "0201590906", "A": "7C1211127C",
    "B": "7F49494936", "C": "3E41414122", "D": "7F4141413E", "E": "7F49494941", "F": "7F09090901",
    "G": "3E41415173", "H": "7F0808087F", "I": "00417F4100", "J": "2040413F01", "K": "7F08142241",
    "L": "7F40404040", "M": "7F021C027F", "N": "7F0408107F", "O": "3E4141413E", "P": "7F09090906",
    "Q": "3E4151215E", "R": "7F09192946", "S": "2649494932", "T": "03017F0103", "U": "3F4040403F",
    "V": "1F2040201F", "W": "3F4038403F", "X": "6314081463", "Y": "0304780403", "Z": "6159494D43",
    "–": "0808080808",
}  # fmt: skip
_SPACE = [0, 0, 0]
_HALVES = " ▀▄█"


def _columns(text: str) -> list[int] | None:
    """The pixel columns of a line of text, one empty column between letters; None where a sign is not known."""
    made: list[int] = []
    for char in text.upper():
        if char == " ":
            made += _SPACE
            continue
        if char not in _COLUMNS:
            return None
        columns = list(bytes.fromhex(_COLUMNS[char]))
        while not columns[0]:
            columns.pop(0)
        while not columns[-1]:
            columns.pop()
        made += [*columns, 0]
    return made[:-1] if made and not made[-1] else made


def big_height(scale: int) -> int:
    """The lines that a big letter takes, an empty half line at the bottom included."""
    return (_PIXELS * scale + 2) // 2


def big_width(text: str, scale: int = 1) -> int | None:
    """The cells that `text` takes in big letters; None where it can not be drawn."""
    columns = _columns(text)
    return None if columns is None else len(columns) * scale


def big_lines(text: str, scale: int = 1) -> list[str]:
    """`text` in big letters as `big_height(scale)` lines of equal width; ValueError where it can not be drawn."""
    columns = _columns(text)
    if columns is None:
        raise ValueError(f"not all of these signs can be drawn: {text!r}")
    wide = [column for column in columns for _copy in range(scale)]

    def pixel(column: int, y: int) -> int:
        return (column >> (y // scale)) & 1 if y < _PIXELS * scale else 0

    return [
        "".join(_HALVES[pixel(column, 2 * line) + 2 * pixel(column, 2 * line + 1)] for column in wide)
        for line in range(big_height(scale))
    ]
