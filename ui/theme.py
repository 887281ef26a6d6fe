"""One place for colours, fonts, spacing, shortcuts and Qt's own Japanese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QKeySequence, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStyleFactory, QWidget

from dxdesk.resources import resource
from ui.widgets.prose_label import ProseLabel

GRID = 8
HALF = GRID // 2
MARGIN = GRID * 2
MARK = 16

POINT_SIZE = 10.5
FAMILIES = (
    "BIZ UDゴシック",
    "BIZ UDGothic",
    "Yu Gothic UI",
    "Meiryo UI",
    "Hiragino Sans",
    "Noto Sans CJK JP",
)

# Typed text is saved this long after the last key (ms); at every leave it is saved at once.
SAVE_DELAY = 400


# The classes of buttons that look like links.
LINKS = ("LinkButton", "EmptyButton")


class Tone(Enum):
    """What a colour says; a mark or a word always says it as well."""

    PLAIN = "plain"
    QUIET = "quiet"
    ACCENT = "accent"
    GOOD = "good"
    HINT = "hint"
    WARNING = "warning"
    ERROR = "error"


class Mode(Enum):
    """Light or dark; the value is what the settings keep."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Keys:
    """Every shortcut of the windows."""

    OPEN = QKeySequence.StandardKey.Open
    SAVE = QKeySequence("Ctrl+S")
    CLOSE = QKeySequence("Ctrl+W")
    QUIT = QKeySequence("Ctrl+Q")
    NEXT_ITEM = QKeySequence("Ctrl+Down")
    PREVIOUS_ITEM = QKeySequence("Ctrl+Up")
    SWITCH_PANE = QKeySequence("F6")
    NEXT_FINDING = QKeySequence("F8")
    PREVIOUS_FINDING = QKeySequence("Shift+F8")
    SEARCH = QKeySequence("Ctrl+F")
    UNDO = QKeySequence("Ctrl+Z")
    REDO = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))
    COPY_LAST = QKeySequence("Ctrl+D")
    COPY_PROMISE = QKeySequence("Ctrl+Shift+D")
    NUMBER_LINES = QKeySequence("Ctrl+L")
    EMPTY = QKeySequence("F2")
    HISTORY = QKeySequence("F4")
    HELP = QKeySequence("F1")
    PRINT = QKeySequence("Ctrl+P")
    HAND_IN = QKeySequence("Ctrl+Return")
    LARGER = QKeySequence("Ctrl++")
    SMALLER = QKeySequence("Ctrl+-")
    USUAL_SIZE = QKeySequence("Ctrl+0")
    BACK = QKeySequence("Esc")
    FIX = QKeySequence("Ctrl+.")
    CONFIRM = QKeySequence("F9")


# Tones that have a role in the palette: a widget in one of them needs no palette of its own,
# which costs time in a form of a hundred labels.
_QUIET = QPalette.ColorRole.LinkVisited
ROLES = {
    Tone.PLAIN: QPalette.ColorRole.WindowText,
    Tone.QUIET: _QUIET,
    Tone.ACCENT: QPalette.ColorRole.Link,
    Tone.HINT: QPalette.ColorRole.Link,
}


@dataclass(frozen=True, slots=True)
class _Look:
    """The colours of one mode; every pair of text and ground has a contrast of 4.5 or more."""

    window: str
    base: str
    alternate: str
    button: str
    text: str
    quiet: str
    disabled: str
    border: str
    accent: str
    accent_text: str
    tones: dict[Tone, str]
    grounds: dict[Tone, str]


_LIGHT = _Look(
    window="#f3f4f6",
    base="#ffffff",
    alternate="#f7f8fa",
    button="#fafbfc",
    text="#1b2026",
    quiet="#555d68",
    disabled="#7b838e",
    border="#c3c9d2",
    accent="#1d5a9e",
    accent_text="#ffffff",
    tones={
        Tone.PLAIN: "#1b2026",
        Tone.QUIET: "#555d68",
        Tone.ACCENT: "#1d5a9e",
        Tone.GOOD: "#1c6b40",
        Tone.HINT: "#1d5a9e",
        Tone.WARNING: "#8a5300",
        Tone.ERROR: "#b3261e",
    },
    grounds={
        Tone.PLAIN: "#ffffff",
        Tone.QUIET: "#eceef1",
        Tone.ACCENT: "#e4eefa",
        Tone.GOOD: "#e3f3ea",
        Tone.HINT: "#e4eefa",
        Tone.WARNING: "#fdf2dc",
        Tone.ERROR: "#fce8e6",
    },
)

_DARK = _Look(
    window="#1a1e22",
    base="#292f36",
    alternate="#2d343b",
    button="#363d46",
    text="#e7e9ec",
    quiet="#a8b0ba",
    disabled="#949ca6",
    border="#4a525c",
    accent="#2f6fb8",
    accent_text="#ffffff",
    tones={
        Tone.PLAIN: "#e7e9ec",
        Tone.QUIET: "#a8b0ba",
        Tone.ACCENT: "#83b7f0",
        Tone.GOOD: "#7fcf9f",
        Tone.HINT: "#83b7f0",
        Tone.WARNING: "#f0bf6a",
        Tone.ERROR: "#f49b93",
    },
    grounds={
        Tone.PLAIN: "#292f36",
        Tone.QUIET: "#20252a",
        Tone.ACCENT: "#1d3147",
        Tone.GOOD: "#1b3526",
        Tone.HINT: "#1d3147",
        Tone.WARNING: "#3d301a",
        Tone.ERROR: "#44211f",
    },
)


def set_up(app: QApplication, *, dark: bool | None = None, scale: float = 1.0) -> None:
    """Give the application its look; `dark` None follows the system, `scale` 1.0 is 100 %."""
    app.setStyle(QStyleFactory.create("Fusion"))
    if dark is None:
        follow_system(app)
    else:
        dress(app, dark=dark)
    app.setFont(font(scale=scale))
    _speak_japanese(app)


def follow_system(app: QApplication) -> None:
    """Put on the mode that the system has now, unless the person chose another."""
    if mode_of(app.property("dxdesk_mode")) is not Mode.SYSTEM:
        return
    dress(app, dark=QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark)


def mode_of(stored: object) -> Mode:
    """The mode that the settings hold; anything else follows the system."""
    return next((mode for mode in Mode if mode.value == stored), Mode.SYSTEM)


def put_on(app: QApplication, mode: Mode) -> None:
    """Put on a mode, now and whenever the system changes its own."""
    app.setProperty("dxdesk_mode", mode.value)
    if mode is Mode.SYSTEM:
        follow_system(app)
    else:
        dress(app, dark=mode is Mode.DARK)


def dress(app: QApplication, *, dark: bool) -> None:
    """Put on the colours of a mode.

    Fusion draws the edges of inputs darker than the window, which cannot be seen on a dark
    one; there a style sheet draws them.
    """
    worn = palette(dark=dark)
    app.setPalette(worn)
    worn.setColor(QPalette.ColorRole.ButtonText, worn.color(QPalette.ColorRole.Link))
    for name in LINKS:
        # The stubs ask for bytes, which the function itself refuses.
        app.setPalette(worn, name)  # pyright: ignore[reportArgumentType]
    edges = _EDGES.format(edge="#76808b", accent=_DARK.tones[Tone.ACCENT], base=_DARK.base)
    sheet = edges if dark else ""
    # The same sheet once more would have Qt polish objects anew that are gone: it crashed there.
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


_EDGES = """
QLineEdit, QTextEdit[readOnly="false"], QAbstractItemView {{
    border: 1px solid {edge}; border-radius: 2px; background: {base};
}}
QLineEdit:focus, QTextEdit[readOnly="false"]:focus, QAbstractItemView:focus {{
    border: 1px solid {accent};
}}
QCheckBox::indicator {{
    width: 12px; height: 12px; border: 1px solid {edge}; border-radius: 2px; background: {base};
}}
QCheckBox::indicator:focus {{ border: 1px solid {accent}; }}
QCheckBox::indicator:checked {{ background: {accent}; border: 1px solid {accent}; }}
QRadioButton::indicator {{
    width: 12px; height: 12px; border: 1px solid {edge}; border-radius: 7px; background: {base};
}}
QRadioButton::indicator:focus {{ border: 1px solid {accent}; }}
QRadioButton::indicator:checked {{
    background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
        stop:0 {accent}, stop:0.55 {accent}, stop:0.65 {base}, stop:1 {base});
}}
"""


def palette(*, dark: bool) -> QPalette:
    """The palette of one mode."""
    look, made, role = (_DARK if dark else _LIGHT), QPalette(), QPalette.ColorRole
    colours = {
        role.Window: look.window,
        role.WindowText: look.text,
        role.Base: look.base,
        role.AlternateBase: look.alternate,
        role.Text: look.text,
        role.Button: look.button,
        role.ButtonText: look.text,
        role.BrightText: look.accent_text,
        role.ToolTipBase: look.base,
        role.ToolTipText: look.text,
        role.PlaceholderText: look.disabled,
        role.Highlight: look.accent,
        role.HighlightedText: look.accent_text,
        role.Accent: look.accent,
        role.Link: look.tones[Tone.ACCENT],
        _QUIET: look.quiet,
        role.Mid: look.border,
        role.Midlight: look.alternate,
        role.Light: look.base if not dark else look.button,
        role.Dark: look.disabled,
        role.Shadow: look.border,
    }
    for key, colour in colours.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(look.disabled))
    return made


def is_dark(palette: QPalette) -> bool:
    """Whether a palette is a dark one."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def colour(tone: Tone, palette: QPalette) -> QColor:
    """The colour of text and marks of a tone."""
    return QColor((_DARK if is_dark(palette) else _LIGHT).tones[tone])


def ground(tone: Tone, palette: QPalette) -> QColor:
    """The colour behind text of a tone."""
    return QColor((_DARK if is_dark(palette) else _LIGHT).grounds[tone])


def border(palette: QPalette) -> QColor:
    """The colour of a thin line."""
    return palette.color(QPalette.ColorRole.Mid)


def font(*, scale: float = 1.0, step: float = 0.0, bold: bool = False) -> QFont:
    """The font of the windows; `step` adds points to the body size."""
    made = QFont()
    made.setFamilies(list(families()))
    made.setPointSizeF((POINT_SIZE + step) * scale)
    made.setBold(bold)
    return made


def families() -> tuple[str, ...]:
    """The wanted families that are installed, best first; the system's own where none is."""
    known = set(QFontDatabase.families())
    found = tuple(name for name in FAMILIES if name in known)
    if found:
        return found
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return (system.family(),)


def mark_side(widget: QWidget) -> int:
    """The side of a mark beside a widget's text."""
    return max(MARK, round(widget.fontMetrics().height() * 1.1))


def enlarge(widget: QWidget, step: float, *, bold: bool = True) -> None:
    """Set a widget in a larger (or smaller) font than the body's."""
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * (POINT_SIZE + step) / POINT_SIZE)
    made.setBold(bold)
    widget.setFont(made)


def label(text: str = "", *, step: float = 0.0, bold: bool = False, wrap: bool = False) -> QLabel:
    """A plain-text label; text from a file is never read as markup."""
    if wrap:
        made: QLabel = ProseLabel(text)
    else:
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
    if step or bold:
        enlarge(made, step, bold=bold)
    return made


def _speak_japanese(app: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    if app.property("dxdesk_speaks_japanese"):
        return
    qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # What Qt's own catalogue lacks by now is in ours; the one that came last is asked first.
    for name, folder in (("qt_ja", str(resource("translations"))), ("qtbase_ja", qts)):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    app.setProperty("dxdesk_speaks_japanese", True)
