"""What `mkdocs.yml` may set below `chronicles:`."""

from mkdocs.config import config_options
from mkdocs.config.base import Config

from chronicles.guides.outline import USUAL


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The settings by their names, as MkDocs reads them; `of_config` says what is wrong with a value."""

    zone = config_options.Type(str, default="UTC")
    project = config_options.Optional(config_options.Type(object))
    projects = config_options.Type(dict, default={})
    application = config_options.Optional(config_options.Type(object))
    guides = config_options.Type(str, default=USUAL)
    live = config_options.Type(bool, default=True)
    html = config_options.Type(bool, default=True)
    seconds = config_options.Type((int, float), default=30)
    programs = config_options.Type(list, default=[])
    comments = config_options.Optional(config_options.Type(object))
    days = config_options.Optional(config_options.Type(object))
    search = config_options.Type(bool, default=True)
    publish = config_options.Type(str, default="")
    footer = config_options.Type(object, default=[])
    policy = config_options.Optional(config_options.Type(object))
    host = config_options.Optional(config_options.Type(object))
    share = config_options.Optional(config_options.Type(object))
    search_engines = config_options.Type(bool, default=True)
    offline = config_options.Type(bool, default=False)
    redirects = config_options.Optional(config_options.Type(object))
    cards = config_options.Type(bool, default=False)
    script = config_options.Type(bool, default=True)
