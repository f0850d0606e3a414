"""Logs in twenty languages, made of CLDR's own patterns and of what people do to them.

Nothing here is of the reader: the words are a table of their own, the forms are Babel's. A log is made of a
seed alone, so that one that fails can be made again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from babel import Locale
from babel.dates import format_date

FIRST, LAST = date(2015, 1, 1), date(2025, 12, 31)
FORMS = ("full", "long", "medium", "short")
NATIVE = {"ar": 0x660, "hi": 0x966, "bn": 0x9E6, "mr": 0x966, "te": 0xC66, "ta": 0xBE6, "ur": 0x6F0}


@dataclass(frozen=True)
class Words:
    """What somebody writes around dates in a language; `{}` stands for a number, or for the date."""

    label: str
    count: str
    article: str
    at: str
    week: str
    remark: str


# The twenty languages with the most speakers (Ethnologue, 27th edition), with Vietnamese and Korean for
# Egyptian Arabic and Wu, of which Babel knows nothing.
LANGUAGES = {
    "en": Words("Date:", "Day {}:", "On {}", "at", "Week commencing {}", "(rainy)"),
    "zh": Words("日期\uff1a", "第{}天\uff1a", "{}", "", "{}", "(下雨)"),
    "hi": Words("दिनांक:", "दिन {}:", "{}", "", "{}", "(बारिश)"),
    "es": Words("Fecha:", "Día {}:", "El {}", "a las", "Semana del {}", "(lluvia)"),
    "fr": Words("Date :", "Jour {} :", "Le {}", "à", "Semaine du {}", "(pluie)"),
    "ar": Words("التاريخ:", "اليوم {}:", "{}", "الساعة", "{}", "(مطر)"),
    "bn": Words("তারিখ:", "দিন {}:", "{}", "", "{}", "(বৃষ্টি)"),
    "pt": Words("Data:", "Dia {}:", "{}", "às", "{}", "(chuva)"),
    "ru": Words("Дата:", "День {}:", "{}", "в", "{}", "(дождь)"),
    "ur": Words("تاریخ:", "دن {}:", "{}", "", "{}", "(بارش)"),
    "id": Words("Tanggal:", "Hari {}:", "{}", "pukul", "{}", "(hujan)"),
    "de": Words("Datum:", "Tag {}:", "Am {}", "um", "Woche vom {}", "(Regen)"),
    "ja": Words("日付\uff1a", "{}日目\uff1a", "{}", "", "{}", "(雨)"),
    "pcm": Words("Det:", "Dè {}:", "{}", "", "{}", "(ren)"),
    "mr": Words("दिनांक:", "दिवस {}:", "{}", "", "{}", "(पाऊस)"),
    "te": Words("తేదీ:", "రోజు {}:", "{}", "", "{}", "(వర్షం)"),
    "tr": Words("Tarih:", "{}. Gün:", "{}", "saat", "{}", "(yağmur)"),
    "ta": Words("தேதி:", "நாள் {}:", "{}", "", "{}", "(மழை)"),
    "vi": Words("Thời gian:", "Ngày {}:", "{}", "lúc", "{}", "(mưa)"),
    "ko": Words("날짜:", "{}일차:", "{}", "", "{}", "(비)"),
}


@dataclass(frozen=True)
class GeneratedLog:
    """A log: its text, the day of each entry by a word that only its text has, and the line of each stamp.

    `is_ambiguous` is whether nothing in it shows which day its dates mean.
    """

    seed: int
    language: str
    text: str
    days: dict[str, date]
    stamps: dict[str, int]
    is_ambiguous: bool = False


@dataclass
class Draft:
    """The lines of a log while it is made."""

    lines: list[str] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)
    stamps: dict[str, int] = field(default_factory=dict)

    def add(self, stamp: str, word: str, day: date, below: Sequence[str]) -> None:
        """Add an entry."""
        self.stamps[word] = len(self.lines) + 1
        self.days[word] = day
        self.lines += [stamp, *below, ""]


def generated(seed: int) -> GeneratedLog:
    """Return the log of a seed."""
    random = Random(seed)  # noqa: S311 - a test has to be the same each time
    code = random.choice(sorted(LANGUAGES))
    words, form = LANGUAGES[code], random.choice((*FORMS, *FORMS, "iso", "compact", "hyphens"))
    mark = random.choice(MARKS)
    dress = random.choice(DRESSES if mark in HEADINGS else DRESSES[:-2])
    if mark in (SIGNED, FOLD, ROW):
        form, dress = random.choice(("full", "long", "iso")), _plain
    days = _days(random, form)
    draft = Draft(_head(random, mark))
    for number, day in enumerate(days, 1):
        last, shown = _shown(random, code, form, day)
        stamp = mark.format(dress(random, words, shown, number))
        word = f"word{seed}x{number}"
        below = ["x"] if mark == ROW else ["", *_below(random, code, mark, word, day)]
        draft.add(stamp, word, last, below)
        if mark == FOLD:
            draft.lines[-1:] = ["</details>", ""]
        if mark == ROW:
            draft.lines[-3:] = [f"{draft.lines[-3]} Text {word} of the day. |"]
    return GeneratedLog(seed, code, "\n".join(draft.lines), draft.days, draft.stamps)


def ambiguous(seed: int) -> GeneratedLog:
    """Return a log whose dates can be two days, and which shows nowhere which of them."""
    random = Random(seed)  # noqa: S311
    code = random.choice(sorted(LANGUAGES))
    sign = random.choice("/.-")
    first, second, short = random.sample(range(1, 13), 3)
    year = random.choice((2000 + short, 2013, 2024))
    text = f"{first:02}{sign}{second:02}{sign}{f'{short:02}' if year < 2013 else year}"
    mark = random.choice(("## {}", "{}", "**{}**"))
    word = f"word{seed}x1"
    draft = Draft()
    draft.add(mark.format(text), word, date(year, second, first), ["", f"Text {word}."])
    return GeneratedLog(seed, code, "\n".join(draft.lines), draft.days, draft.stamps, is_ambiguous=True)


def _days(random: Random, form: str) -> list[date]:
    """Some days in a row, or back; dates of numbers alone show their order, as most logs do."""
    day = FIRST + timedelta(random.randrange((LAST - FIRST).days - 200))
    days = [day]
    for _ in range(random.randint(3, 12)):
        days.append(days[-1] + timedelta(random.randint(1, 4)))
    if form in ("short", "medium", "hyphens") and not any(day.day > 12 for day in days):
        days.append(days[-1].replace(day=random.randint(13, 28)))
    return days if random.random() < 0.7 else days[::-1]


def _head(random: Random, mark: str) -> list[str]:
    if mark == ROW:
        return ["| No. | Date | What |", "| --- | --- | --- |"]
    above = "# Log" if mark.startswith("##") else "My log"
    return random.choice(([], [above, ""], [above, "", "What I learn.", ""]))


def _shown(random: Random, code: str, form: str, day: date) -> tuple[date, str]:
    """The day of an entry, and what its stamp says: perhaps a range, perhaps with a slip of the pen."""
    if form == "iso":
        return day, random.choice((f"{day}", f"{day:%Y/%m/%d}", f"{day:%G}-W{day:%V}-{day.isoweekday()}"))
    if form == "compact":
        return day, f"{day:%Y%m%d}"
    if form == "hyphens":
        return day, f"{day:%y-%m-%d}"
    shown = str(format_date(day, form, locale=code))
    chance = random.random()
    if chance < 0.05 and form == "long":
        first = str(format_date(day - timedelta(random.randint(1, 4)), form, locale=code))
        dash = random.choice("-\u2013")
        return day, f"{first} {dash} {shown}"
    if chance < 0.12 and form == "full":
        return day, _misspelt(random, shown, _weekdays(code))
    if chance < 0.16 and code in ("en", "es", "fr", "de", "pt", "id") and form in ("full", "long"):
        return day, _misspelt(random, shown, _months(code))
    if chance < 0.3 and code in NATIVE:
        return day, shown.translate({ord("0") + n: NATIVE[code] + n for n in range(10)})
    if chance < 0.4 and form == "long" and code == "en":
        return day, shown.replace(f"{day.day},", f"{day.day}{_ordinal(day.day)},")
    return day, shown


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _weekdays(code: str) -> list[str]:
    return [str(name) for name in Locale.parse(code).days["format"]["wide"].values()]


def _months(code: str) -> list[str]:
    """Those that are long enough to be known with a letter too few."""
    return [str(name) for name in Locale.parse(code).months["format"]["wide"].values() if len(name) > 6]


def _misspelt(random: Random, text: str, names: Sequence[str]) -> str:
    """The text with a letter left out of one of the names, or two of them the wrong way round."""
    name = next((name for name in names if name in text and len(name) > 4 and name.isalpha()), "")
    if not name:
        return text
    at = random.randrange(1, len(name) - 2)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return text.replace(name, random.choice((name[:at] + name[at + 1 :], swapped)))


def _below(random: Random, code: str, mark: str, word: str, day: date) -> list[str]:
    """The text of an entry, with dates and headings of other ranks in it."""
    other = day + timedelta(random.randint(5, 40))
    lines = [f"Text {word} of the day."]
    if random.random() < 0.2:
        lines += ["", f"The exam is on {format_date(other, 'long', locale='en')}, in the morning."]
    if random.random() < 0.2 and mark.startswith("#"):
        lines += [
            "",
            f"#### {random.choice(('What I did', 'Next: chapter 3', 'Python 3 in 2024'))}",
            "",
            "More.",
        ]
    if random.random() < 0.1 and mark.startswith(("## ", "### ")):
        lines += ["", f"#### Exam on {format_date(other, 'long', locale=code)}", "", "Much to do."]
    if random.random() < 0.1:
        lines += ["", "```", f"# {other}", "```"]
    return lines


Dress = Callable[[Random, Words, str, int], str]


def _plain(random: Random, words: Words, shown: str, number: int) -> str:
    return shown


def _labelled(random: Random, words: Words, shown: str, number: int) -> str:
    return f"{words.label} {shown}"


def _counted(random: Random, words: Words, shown: str, number: int) -> str:
    return f"{words.count.format(number)} {shown}"


def _timed(random: Random, words: Words, shown: str, number: int) -> str:
    clock = f"{random.randint(6, 23):02}:{random.randint(0, 59):02}"
    return f"{shown} {words.at} {clock}" if words.at else f"{shown} {clock}"


def _with_article(random: Random, words: Words, shown: str, number: int) -> str:
    return words.article.format(shown)


def _with_week(random: Random, words: Words, shown: str, number: int) -> str:
    return words.week.format(shown)


def _remarked(random: Random, words: Words, shown: str, number: int) -> str:
    return f"{shown} {words.remark}"


def _titled(random: Random, words: Words, shown: str, number: int) -> str:
    return f"{shown}{random.choice((': ', ' - ', ' — '))}Learned forms"


def _behind_a_title(random: Random, words: Words, shown: str, number: int) -> str:
    return random.choice((f"Learned forms ({shown})", f"Learned forms, {shown}", f"Forms — {shown}"))


def _in_a_sentence(random: Random, words: Words, shown: str, number: int) -> str:
    return random.choice(
        (f"Exam {shown} went well", f"Today, {shown}, forms again", f"Week {number} begins {shown}")
    )


HEADINGS = ("## {}", "### {} ###", "# {}")
SIGNED, FOLD, ROW = "Ada -- {}", "<details><summary>{}</summary>", "| 1 | {} |"
MARKS = (*HEADINGS, *HEADINGS, "{}", "**{}**", "*{}*", "[{}]", SIGNED, FOLD, ROW)
DRESSES: tuple[Dress, ...] = (
    _plain,
    _plain,
    _labelled,
    _counted,
    _timed,
    _with_article,
    _with_week,
    _remarked,
    _titled,
    _behind_a_title,
    _in_a_sentence,
)
