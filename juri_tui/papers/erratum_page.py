"""Lembar ralat: what was found wrong after the announcement; the result itself stays as it was read out."""

from collections.abc import Iterator
from datetime import datetime
from textwrap import wrap
from zoneinfo import ZoneInfo

from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.papers.export import Paper
from juri_tui.schedule import instant
from juri_tui.text import long_date, time_text

WIDTH = 76


def erratum_page(contest: Contest) -> Paper | Refusal:
    """Every erratum with its moment and reason, and room for a signature."""
    if not contest.errata or contest.locked is None:
        return Refusal("state", _("Belum ada ralat."))
    event = contest.definition
    lines = [*event.kop.lines, *([""] if event.kop.lines else [])]
    lines += [_("LEMBAR RALAT") + (f"   {_('LATIHAN')}" if contest.rehearsal else ""), event.event.name, ""]
    lines += wrap(_("Hasil yang terkunci tidak berubah. Yang keliru, bagaimana seharusnya, dan sebabnya:"), WIDTH)
    lines += _errata(contest)
    chair = event.ketua()
    signed = [_("Ketua dewan juri"), "", "", f"( {chair.name} )", ""] if chair else []
    lines += ["", *signed, _("Sidik hasil {digest}").format(digest=contest.locked.digest)]
    lines += [_("Kode aturan: {code}").format(code=contest.rules_code), ""]
    return Paper(("LATIHAN-" if contest.rehearsal else "") + "ralat.txt", "\n".join(lines))


def _errata(contest: Contest) -> Iterator[str]:
    zone = ZoneInfo(contest.definition.event.zone)
    for place, erratum in enumerate(contest.errata, start=1):
        at: datetime = instant(erratum.wall_ns).astimezone(zone)
        yield ""
        yield f"{place:>3}. {long_date(at.date())}, {time_text(at)}"
        for line in erratum.text.split("\n"):
            yield from wrap(line, WIDTH, initial_indent="     ", subsequent_indent="     ")
        if erratum.reason:
            why = _("Sebab: {reason}").format(reason=erratum.reason)
            yield from wrap(why, WIDTH, initial_indent="     ", subsequent_indent="     ")
