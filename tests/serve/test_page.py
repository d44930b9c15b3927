"""The page in a real browser: the whole way of a draft, by mouse and by keyboard, and for everybody."""

import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.stories import FIXTURES

DRAFT = (FIXTURES / "drafts" / "port-fire.md").read_text(encoding="utf-8")
WORDS = ["Tuesday night, March 12", "Seven", "$4.2 million", "Thursday", "Saturday morning"]


@pytest.fixture
def page(chromium, service):
    """A new window, in which nothing may go wrong and no dialog may open."""
    context = chromium.new_context(base_url=service.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def checked(service):
    """The page of a draft that has been checked."""
    answer = httpx.post(f"{service.url}/drafts", data={"against": "archive"}, files={"draft": ("port.md", DRAFT)})
    return answer.headers["location"]


def look(page, address):
    """Goes to the page of a draft, and waits for what is found in it."""
    page.goto(address)
    page.wait_for_selector(".desk", timeout=240_000)


def check(page, text, **fields):
    """Pastes a draft, and waits for what is found in it."""
    page.goto("/")
    page.get_by_label("Draft", exact=True).fill(text)
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Check the draft").click()
    page.wait_for_selector(".desk", timeout=240_000)


def follow(page, element):
    """Clicks what opens another page or this one again, and waits for it."""
    with page.expect_navigation():
        element.click()


def marked(page):
    """The underlined words, with what they are for those who do not see the line."""
    links = page.locator(".text mark a").all()
    return [(link.evaluate("a => a.firstChild.data"), link.locator(".hidden").text_content()[2:-1]) for link in links]


def serious(page):
    """What axe-core finds of serious and critical errors."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")]


def card(page, question):
    return page.locator("details").filter(has_text=question)


def test_a_draft_from_pasting_to_a_dismissal_that_stays(page):
    check(page, DRAFT)
    assert page.locator("h1").text_content() == "Port Marrin counts the cost of the quay fire"
    assert [words for words, _ in marked(page)] == WORDS
    assert marked(page)[1:3] == [("Seven", "error"), ("$4.2 million", "settled")]
    assert page.get_by_text("Line 19: nothing to ignore here: person").is_visible()

    page.get_by_role("link", name="Seven").click()
    seven = card(page, "How many firefighters were injured?")
    assert seven.evaluate("details => details.open")
    said = " ".join(seven.inner_text().split())
    for words in (
        "The draft: Seven 7 firefighters",
        "Elsewhere: Nine 9 firefighters",
        "articles, 2 independent sources",
        "coast-daily.txt 13 March 2024",
        "Date the draft is newer than all of them",
        "Consider 2 independent sources say “Nine”: check “Seven” with your source, or say whose word it is.",
    ):
        assert words.lower() in said.lower()

    dismiss = seven.get_by_role("button", name="Dismiss")
    dismiss.click()  # without a reason the browser asks for one
    assert seven.get_by_label("Reason").evaluate("field => field === document.activeElement")
    seven.get_by_label("Reason").fill("two went home <unhurt>")
    seven.get_by_label("Your name").fill("Ada")
    follow(page, dismiss)
    assert page.url.endswith("#card-2")
    assert marked(page)[1] == ("Seven", "settled")
    decided = re.compile(r"Dismissed by Ada, \d+ \w+ \d{4}: two went home <unhurt>")
    assert card(page, decided).evaluate("details => details.open")

    page.reload()
    assert marked(page)[1] == ("Seven", "settled")
    assert card(page, decided).is_visible()
    conflicts = page.locator("#conflicts").text_content()
    page.goto("/")
    assert f"done, {conflicts.lower()}," in page.locator(".recent li").first.text_content()

    check(page, DRAFT.replace("The smell of smoke", "Rain fell all week. The smell of smoke"))
    assert marked(page)[1] == ("Seven", "settled")
    page.get_by_role("link", name="Seven").click()
    follow(page, card(page, decided).get_by_role("button", name="Undo"))
    assert page.url.endswith("#card-2")
    assert marked(page)[1] == ("Seven", "error")


def test_accepting_keeps_the_conflict_open(page, checked):
    look(page, checked)
    page.get_by_role("link", name="Tuesday night, March 12").click()
    when = card(page, "When did the fire break out")
    follow(page, when.get_by_role("button", name="Accept"))
    when = card(page, re.compile(r"Accepted, \d+ \w+ \d{4}"))
    assert marked(page)[0] == (WORDS[0], "error")
    follow(page, when.get_by_role("button", name="Undo"))
    assert page.locator("#card-1 [name=reason]").count() == 1


def test_by_keyboard_alone(page, checked):
    look(page, checked)
    page.get_by_role("link", name="Seven").focus()
    page.keyboard.press("Enter")
    page.locator("#card-2 > summary:focus").wait_for()
    page.keyboard.press("Enter")
    assert not page.locator("#card-2").evaluate("details => details.open")
    page.keyboard.press("Space")
    assert page.locator("#card-2").evaluate("details => details.open")
    page.get_by_role("link", name="Show it in the text").locator("visible=true").press("Enter")
    assert page.url.endswith("#text-2")
    page.goto("/")
    page.keyboard.press("Shift+Tab")  # the draft has the focus
    assert page.evaluate("document.activeElement.textContent") == "Search claims"


def test_a_draft_is_changed_and_checked_again(page):
    check(page, "Nine boats left the harbour of Tolby on Monday. Seven boats left the harbour of Tolby.", Title="Boats")
    assert page.locator("h1").text_content() == "Boats"
    page.get_by_role("link", name="Change the draft and check again").click()
    assert page.get_by_label("Draft", exact=True).input_value().startswith("Nine boats left the harbour")
    assert page.get_by_label("Title").input_value() == "Boats"


def test_files_are_dropped_and_chosen(page, tmp_path):
    page.goto("/")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["Seven firefighters were injured in the warehouse fire in Port Marrin."], "mine.txt"));
          document.querySelector("textarea").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    other = tmp_path / "theirs.txt"
    other.write_text("Nine firefighters were injured in the warehouse fire in Port Marrin.")
    assert not page.get_by_label("Articles to check against").is_visible()
    page.get_by_label("Articles that I choose").check()
    page.get_by_label("Articles to check against").set_input_files(other)
    page.get_by_role("button", name="Check the draft").click()
    page.wait_for_selector(".desk", timeout=240_000)
    assert page.locator("h1").text_content() == "mine.txt"
    assert marked(page) == [("Seven", "error")]
    assert "theirs.txt" in card(page, "How many firefighters").text_content()


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("The archive", "There is no draft: paste its text, or choose its file."),
        ("Articles that I choose", "Choose the files to check against, or the archive."),
    ],
)
def test_what_is_missing_is_said_and_the_draft_kept(service, label, message):
    against = "articles" if label.startswith("Articles") else "archive"
    form = {"text": "One <b>draft." if against == "articles" else " ", "against": against}
    answer = httpx.post(f"{service.url}/drafts", data=form, files={"articles": ("", b"")})
    assert answer.status_code == 422
    assert f'role="alert">{message}</p>' in answer.text
    assert ("One &lt;b&gt;draft.</textarea>" in answer.text) == (against == "articles")


def test_hostile_text_is_text(page):
    text = (
        "It was Sunday </textarea><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnihtemos\u202c.\n\n"
        "Nine boats left the harbour of Tolby on <b>Monday</b>. " + "unbroken" * 2000
    )
    page.set_viewport_size({"width": 375, "height": 800})
    check(page, text, Title='"><script>alert(3)</script>')
    assert page.locator("h1").text_content() == '"><script>alert(3)</script>'
    assert "<img src=x onerror=alert(2)> gnihtemos." in page.locator(".text").text_content()
    assert page.locator(".text img, .text b, .text script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("width", [375, 1280])
def test_everybody_can_use_it_and_nothing_sticks_out(page, checked, width):
    page.set_viewport_size({"width": width, "height": 800})
    look(page, checked)
    for address in (f"{checked}#card-2", *(("/", "/search?q=Okerlund", "/login") if width == 375 else ())):
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert (address, scheme, serious(page)) == (address, scheme, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_that_is_not_there_says_so(service):
    answer = httpx.get(f"{service.url}/drafts/gone", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "There is no such check, or it is forgotten; check the draft again." in answer.text
    assert httpx.get(f"{service.url}/nowhere", headers={"accept": "text/html"}).status_code == 404


def test_claims_are_searched(page):
    page.goto("/search")
    page.get_by_label("Question").fill("What do we say about Okerlund?")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile(r"^\d+ claims$")).wait_for()
    assert "Dana Okerlund" in page.locator(".hits li").first.text_content()
    page.get_by_label("Until").fill("2023-01-01")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("heading", name="No claim found").wait_for()


def test_the_full_report_opens(page, checked):
    look(page, checked)
    follow(page, page.get_by_role("link", name="Full report"))
    assert page.locator("h1").text_content().startswith("4 conflicts in ")
    page.locator("input[value=error]").uncheck()
    assert page.locator("output").text_content().startswith("Showing ")


def test_pages_work_without_scripts(chromium, service):
    context = chromium.new_context(base_url=service.url, java_script_enabled=False)
    page = context.new_page()
    check(page, "Nine boats left the harbour of Tolby on Monday. Seven boats left the harbour of Tolby on Monday.")
    assert page.locator(".text").text_content().count("boats") == 2
    assert page.locator("h1").text_content() == "Nine boats left the harbour of Tolby on Monday. Seven boats…"
    context.close()


def test_progress_is_shown_and_a_check_cancelled(page):
    page.goto("/")
    long = "The fire of Monday hurt nine people in Port Marrin, the mayor said on Tuesday. " * 1000
    page.get_by_label("Draft", exact=True).fill(long)
    page.get_by_label("Nothing but itself").check()
    page.get_by_role("button", name="Check the draft").click()
    page.get_by_role("status").filter(has_text="Reading").wait_for()
    assert page.locator("h1").text_content() == "Checking the draft"
    assert page.get_by_role("progressbar", name="Progress").is_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Cancel the check").click()
    page.get_by_text("The check was cancelled.").wait_for()
    assert page.get_by_label("Draft", exact=True).input_value() == long
