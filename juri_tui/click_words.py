"""What the library of the command line says itself, in the language spoken: usage, wrong options, secrets twice.

`click` takes its sentences from the gettext domain of the process, in the language of the operating system. Ours is
the language of the contest, so its modules get our own translation instead; a sentence that is not in the table here
stays as the library wrote it.
"""

from importlib import import_module

from juri_tui.lang import N_, _

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
WORDS = {
    "Usage:": N_("Pemakaian:"),
    "Options": N_("Pilihan"),
    "Commands": N_("Perintah"),
    "Show this message and exit.": N_("Menampilkan keterangan ini."),
    "Show the version and exit.": N_("Menampilkan versi program."),
    "Error: {message}": N_("Keliru: {message}"),
    "Error: The two entered values do not match.": N_("Keliru: dua isian itu tidak sama. Ketik sekali lagi."),
    "Error: invalid input": N_("Keliru: isian tidak dapat dibaca."),
    "Try '{command} {option}' for help.": N_("Keterangan: {command} {option}"),
    "Missing command.": N_("Perintah belum disebut."),
    "Missing argument": N_("Belum disebut:"),
    "Missing option": N_("Belum diisi:"),
    "Missing parameter": N_("Belum diisi:"),
    "Invalid value: {message}": N_("Isian keliru: {message}"),
    "Invalid value for {param_hint}: {message}": N_("Isian {param_hint} keliru: {message}"),
    "No such option {name!r}.": N_("Pilihan {name!r} tidak ada."),
    "No such command {name!r}.": N_("Perintah {name!r} tidak ada."),
    "Did you mean {possibility}?": N_("Mungkin maksudnya {possibility}?"),
    "(Did you mean one of: {possibilities}?)": N_("(Mungkin maksudnya: {possibilities}?)"),
    "Option {name!r} does not take a value.": N_("Pilihan {name!r} tidak memakai isian."),
    "Option {name!r} requires an argument.": N_("Pilihan {name!r} perlu isian."),
    "Option {name!r} requires {nargs} arguments.": N_("Pilihan {name!r} perlu {nargs} isian."),
    "Got unexpected extra argument ({args})": N_("Terlalu banyak isian: {args}"),
    "Got unexpected extra arguments ({args})": N_("Terlalu banyak isian: {args}"),
    "{value!r} is not {choice}.": N_("{value!r} bukan {choice}."),
    "{value!r} is not one of {choices}.": N_("{value!r} bukan salah satu dari {choices}."),
    "{value!r} is not a valid {number_type}.": N_("{value!r} bukan bilangan ({number_type})."),
    "{value} is not in the range {range}.": N_("{value} di luar {range}."),
    "file": N_("berkas"),
    "directory": N_("folder"),
    "path": N_("berkas"),
    "{name} {filename!r} does not exist.": N_("{name} {filename!r} tidak ada."),
    "{name} {filename!r} is a file.": N_("{name} {filename!r} adalah berkas."),
    "{name} {filename!r} is a directory.": N_("{name} {filename!r} adalah folder."),
    "{name} {filename!r} is not readable.": N_("{name} {filename!r} tidak dapat dibaca."),
    "{name} {filename!r} is not writable.": N_("{name} {filename!r} tidak dapat ditulis."),
}
"""A sentence of the library -> ours."""


def teach() -> None:
    """Has the library speak as the rest of the program does, from now on."""
    for name in _MODULES:
        module = import_module(f"click.{name}")
        if hasattr(module, "ngettext"):
            module.__dict__["ngettext"] = _counted
        module.__dict__["_"] = _spoken


def _spoken(message: str) -> str:
    return _(WORDS[message]) if message in WORDS else message


def _counted(one: str, many: str, number: int) -> str:
    return _spoken(one if number == 1 else many)
