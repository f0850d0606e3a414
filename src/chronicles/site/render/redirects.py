"""The small pages at addresses that are no more: each leads to the one that took its place. Pure."""

from html import escape

from chronicles.site.render.content_policy import hashed

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="This page is elsewhere now.">
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<script>{script}</script>
<meta http-equiv="refresh" content="0; url={url}">
</head>
<body>
<h1>{title}</h1>
<p>This page is <a href="{url}">elsewhere now</a>.</p>
</body>
</html>
"""


def redirect(url: str, title: str, canonical: str = "") -> str:
    """Return the HTML of a page that leads to `url`, as seen from there; no host has to be told of it.

    `canonical` is the whole address, for search engines, where it is known. With a script the part of the
    page that a reader asked for, such as a line, comes along, unless `url` names one.
    """
    # Of what escapes an address in HTML, a script needs only that no quote ends it: nothing there is decoded.
    address = '"' + url.replace("\\", "%5C").replace('"', "%22").replace("<", "%3C") + '"'
    script = f"location.replace({address}{'' if '#' in url else ' + location.hash'})"
    return PAGE.format(
        title=escape(title),
        canonical=escape(canonical or url, quote=True),
        url=escape(url, quote=True),
        script=script,
        allowed=hashed(script),
    )
