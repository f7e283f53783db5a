"""A question that waits without blocking: digits answer it, every other key goes on doing its own work."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Answer(Static):
    """One answer, also a button for the mouse."""

    def __init__(self, digit: int, words: str) -> None:
        self.digit = digit
        super().__init__(Content.assemble((f"{digit}", "bold $accent"), " ", words))

    def on_click(self) -> None:
        """Gives this answer."""
        self.post_message(QuestionStrip.Answered(self.digit))


class QuestionStrip(Vertical):
    """A question and its numbered answers; hidden while there is none."""

    DEFAULT_CSS = """
    QuestionStrip { height: auto; padding: 0 1; display: none; background: $warning-muted; }
    QuestionStrip.-asking { display: block; }
    QuestionStrip Horizontal { height: 1; }
    QuestionStrip Answer { width: auto; margin-right: 2; }
    QuestionStrip Answer:hover { text-style: reverse; }
    """

    class Answered(Message):
        """Somebody clicked an answer."""

        def __init__(self, digit: int) -> None:
            self.digit = digit
            super().__init__()

    def __init__(self) -> None:
        self.words = ""
        self.answers: tuple[str, ...] = ()
        super().__init__()

    def compose(self) -> ComposeResult:
        """The question, and its answers below."""
        yield Static(Content.assemble(("▲ ", "bold $text-warning"), self.words))
        with Horizontal():
            for digit, words in enumerate(self.answers, start=1):
                yield Answer(digit, words)

    def ask(self, words: str, answers: tuple[str, ...]) -> None:
        """Asks; nothing is painted anew where the same is asked already. No words: hides."""
        if (words, answers) == (self.words, self.answers):
            return
        self.words, self.answers = words, answers
        self.set_class(bool(words), "-asking")
        self.refresh(recompose=True)
