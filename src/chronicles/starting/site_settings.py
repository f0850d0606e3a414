"""What the settings of a site of MkDocs say, without MkDocs and the plugins that they name. Pure."""

import yaml


def names_plugin(text: str, plugin: str) -> bool:
    """Return whether `plugins:` in a `mkdocs.yml` names one, in a list or with settings of its own.

    It is composed and not constructed (PyYAML, "Composing"): tags such as `!ENV` are left alone. What is no
    YAML names none.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    return plugin in _names(_value(root, "plugins"))


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _names(node: yaml.Node | None) -> list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [name for item in node.value for name in _names(item)]
    if isinstance(node, yaml.MappingNode):
        return [str(name.value) for name, _ in node.value]
    return [str(node.value)] if isinstance(node, yaml.ScalarNode) else []
