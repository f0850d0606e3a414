"""The functions of a shell script, and the lines of each."""

from chronicles.source.definitions import Definitions, ordered
from chronicles.source.languages.grammar import checked, parse, span_of, text_of_node


def shell_functions(source: str) -> Definitions:
    """Return the functions of `source`, wherever they are; raises `Refused` where it does not parse."""
    places = []
    left = [checked("bash", parse("bash", source))]
    while left:
        node = left.pop()
        if node.type == "function_definition" and (name := node.child_by_field_name("name")):
            places.append((text_of_node(name), span_of(node)))
        left += node.named_children
    return Definitions(ordered(places))
