"""Days in the numbers and eras of Chinese and Japanese, with digits and years of the common calendar."""

import re

DIGITS = {sign: number for number, sign in enumerate("\u3007一二三四五六七八九")} | {"零": 0, "元": 1}
NUMBER = "\u3007零一二三四五六七八九十元"
# The year before the first one of each era (Japanese Industrial Standard X 0301).
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
ERA = re.compile(rf"({'|'.join(ERAS)})\s?(\d{{1,2}}|[{NUMBER}]{{1,3}})\s?年")
YEAR = re.compile(rf"(?<![{NUMBER}])([{NUMBER}]{{4}})年")
PART = re.compile(rf"(?<=[年月])\s?([{NUMBER}]{{1,3}})(?=[月日號号])")
COUNT = re.compile(rf"(?<=第)([{NUMBER}]{{1,3}})(?=[天日周週课回次期节])")
LONGEST = 400  # characters of a text that is looked at


def with_digits(text: str) -> str:
    """Return a text with its days and counts in digits; any other text, and a very long one, as it is.

    >>> with_digits("二〇二四年三月五日"), with_digits("令和6年3月5日")
    ('2024年3月5日', '2024年3月5日')
    """
    if len(text) > LONGEST or not ("年" in text or "第" in text):
        return text
    text = COUNT.sub(lambda match: str(_number(match[1])), text)
    text = ERA.sub(lambda match: f"{ERAS[match[1]] + _number(match[2])}年", text)
    text = YEAR.sub(lambda match: "".join(str(DIGITS.get(sign, 0)) for sign in match[1]) + "年", text)
    while (changed := PART.sub(lambda match: str(_number(match[1])), text, count=1)) != text:
        text = changed
    return text


def _number(text: str) -> int:
    """A number to 99, in digits or in words."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (DIGITS.get(tens, 1) if ten else 0) * 10 + DIGITS.get(ones, 0)
