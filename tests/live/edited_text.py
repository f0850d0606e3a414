"""The text of an editor in a page, as its reader reads and writes it."""

from playwright.sync_api import Locator

READ = "content => [...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')"
PASTE = """(content, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    content.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


def code(there: Locator) -> Locator:
    """The field that has the text."""
    return there.locator(".cm-content")


def text_of(there: Locator) -> str:
    """The text of a short file, all of which is on the screen."""
    found: str = code(there).evaluate(READ)
    return found


def write(there: Locator, text: str) -> None:
    """Take another text in the place of the whole file."""
    code(there).focus()
    code(there).press("Control+a")
    code(there).evaluate(PASTE, text)
