"""What hosts say: whose they are, whether the public reaches them, whether they are for tests."""

from __future__ import annotations

import pytest

from adqa.urls.hosts import host_kind, is_shortener, shared_files, site_of, staging_mark, within


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.bestbuy.com", "bestbuy.com"),
        ("a.b.lumen.co.uk", "lumen.co.uk"),
        ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
        ("lumen.netlify.app", "lumen.netlify.app"),
        ("co.uk", ""),
        ("localhost", ""),
    ],
)
def test_the_registrable_domain_follows_the_public_suffix_list(host: str, site: str) -> None:
    assert site_of(host) == site


@pytest.mark.parametrize(
    ("host", "domain", "expected"),
    [
        ("bestbuy.com", "bestbuy.com", True),
        ("www.bestbuy.com", "bestbuy.com", True),
        ("notbestbuy.com", "bestbuy.com", False),
        ("bestbuy.com.deals.net", "bestbuy.com", False),
        ("www.walmart.co.uk", "co.uk", False),
        ("other.netlify.app", "netlify.app", False),
        ("deals.bestbuy.com", "www.bestbuy.com", False),
    ],
)
def test_a_domain_allows_what_lies_below_it(host: str, domain: str, expected: bool) -> None:
    assert within(host, domain) is expected


@pytest.mark.parametrize(
    ("host", "mark"),
    [
        ("stage.bestbuy.com", "stage"),
        ("www.staging2.lumen.com", "staging2"),
        ("www-qa.lumen.com", "www-qa"),
        ("uat-shop.lumen.co.uk", "uat-shop"),
        ("dev.lumen.com", "dev"),
        ("preview.lumen.com", "preview"),
        ("deploy-preview-12--lumen.netlify.app", "deploy-preview-12--lumen"),
        ("dev.to", ""),
        ("www.test.com", ""),
        ("staging.com", ""),
        ("developer.lumen.com", ""),
        ("stages.lumen.com", ""),
        ("test-drive.lumen.com", ""),
        ("qatar.lumen.com", ""),
        ("www.lumen.dev", ""),
    ],
)
def test_staging_is_told_by_whole_words_below_the_site(host: str, mark: str) -> None:
    assert staging_mark(host) == mark


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("www.lumen.com", "public"),
        ("8.8.8.8", "address"),
        ("[2001:4860:4860::8888]", "address"),
        ("127.0.0.1", "local"),
        ("192.168.1.20", "local"),
        ("[::1]", "local"),
        ("169.254.169.254", "local"),
        ("localhost", "local"),
        ("intranet", "local"),
        ("portal.corp", "local"),
        ("", "none"),
    ],
)
def test_what_the_public_reaches(host: str, kind: str) -> None:
    assert host_kind(host) == kind


def test_a_service_for_files_has_public_pages_too() -> None:
    assert shared_files("www.dropbox.com", "/scl/fi/x/banner.zip") == "Dropbox"
    assert not shared_files("www.dropbox.com", "/business")
    assert not shared_files("docs.google.com", "/forms/d/e/x/viewform")


def test_short_links() -> None:
    assert is_shortener("bit.ly")
    assert is_shortener("www.tinyurl.com")
    assert not is_shortener("bestbuy.com")
