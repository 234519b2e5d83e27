"""The validation report as a page: for all, on a phone, in the dark, and without a script."""

import pytest
from conftest import CHROMIUM, SEEDS, call_here
from helpers.axe import violations

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report on the essay, with both of its figures."""
    folder = tmp_path_factory.mktemp("report")
    done = call_here(folder, "validity", SEEDS / "coding" / "essay.csv")
    assert done.returncode == 0, done.stderr
    return folder / "validity.html"


def test_nothing_breaks_the_rules_by_day_and_by_night(visit, report):
    assert violations(visit(report, bypass_csp=True), dark=True) == []


def test_on_a_phone_the_page_is_as_wide_as_the_screen(visit, report):
    page = visit(report, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_list_of_demands_leads_to_each(visit, report):
    page = visit(report, java_script_enabled=False)
    links = page.locator("nav.parts a")
    assert links.count() == 23
    links.nth(10).click()
    assert page.url.endswith("#length")
    assert page.locator("#length h3").bounding_box()["y"] < 200
    assert page.locator("svg.drawing").count() == 2
