"""What the schema of the API says about errors and about strangers, for all operations."""

from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from .filters import TEXT

NOT_BLANK = r"^[^\x00]*[^\s\x00][^\x00]*$"
DETAIL = {
    "type": "object",
    "properties": {"detail": {"type": "string"}},
    "required": ["detail"],
}
BY_FIELD = {
    "type": "object",
    "description": "The reasons by field, or one reason as `detail`.",
    "additionalProperties": {},
}
SECONDS = {"schema": {"type": "integer"}, "description": "When to try again, in seconds."}

# code: (its name, what it means, its body)
ERRORS = {
    "400": ("BadRequest", "Something in the request breaks a rule.", BY_FIELD),
    "401": ("Unauthorized", "Nobody is signed in, or the credentials are not valid.", DETAIL),
    "403": ("Forbidden", "Whoever is signed in may not do this.", DETAIL),
    "404": ("NotFound", "There is no such thing, or not for whoever asks.", DETAIL),
    "409": ("Conflict", "What is stored stands against it.", BY_FIELD),
    "413": ("TooLarge", "The request is too large.", DETAIL),
    "415": ("UnsupportedMediaType", "The request is not JSON.", DETAIL),
    "429": ("TooManyRequests", "Too many requests.", DETAIL),
}


def error(code):
    """Let a view document an error that the rules below do not expect of it."""
    _, description, body = ERRORS[code]
    return OpenApiResponse(body, description)


class TextExtension(OpenApiSerializerFieldExtension):
    """Says of every text that it may not be blank, nor hold the character NUL."""

    target_class = "config.serializers.StrictCharField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction):
        schema = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
        # A field with a pattern of its own says more than these.
        has_own = any(isinstance(rule, RegexValidator) for rule in self.target.validators)
        if direction == "request" and not has_own:
            may_be_blank = self.target.allow_blank or not self.target.trim_whitespace
            schema["pattern"] = TEXT if may_be_blank else NOT_BLANK
        return schema


class PrivateFieldsExtension(OpenApiSerializerExtension):
    """Says of private fields that an answer may come without them."""

    target_class = "config.serializers.StrictModelSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema, direction):
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        private = getattr(self.target.Meta, "private_fields", [])
        if direction == "response" and private:
            schema["required"] = [name for name in schema["required"] if name not in private]
        return schema


class PublicAutoSchema(AutoSchema):
    """Finds out which operations need nobody to sign in, by asking their permissions."""

    def get_auth(self):
        stranger = SimpleNamespace(method=self.method, user=AnonymousUser(), auth=None)
        allowed = all(p.has_permission(stranger, self.view) for p in self.view.get_permissions())
        found = [scheme for scheme in super().get_auth() if scheme]
        return [*found, {}] if allowed else found


def document_errors(result, generator, request, public):
    """Add to every operation the errors that it can answer with."""
    result["components"]["responses"] = {
        name: describe(code, description, body)
        for code, (name, description, body) in ERRORS.items()
    }
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for code in possible_errors(path, method, operation):
                reference = {"$ref": f"#/components/responses/{ERRORS[code][0]}"}
                operation["responses"].setdefault(code, reference)
    return result


def describe(code, description, body):
    response = {"description": description, "content": {"application/json": {"schema": body}}}
    if code == "429":
        response["headers"] = {"Retry-After": SECONDS}
    return response


def possible_errors(path, method, operation):
    """Tell from what an operation takes how it can go wrong."""
    questions = {item["name"] for item in operation.get("parameters", []) if item["in"] == "query"}
    changes = method in {"post", "put", "patch", "delete"}
    found = {"429"}
    if "requestBody" in operation:
        found |= {"400", "409", "413", "415"}
    if questions - {"page"}:
        found.add("400")
    if "{" in path or "page" in questions:
        found.add("404")
    if any(operation.get("security", [])):
        found |= {"401", "403"} if changes else {"401"}
    if method == "delete":
        found.add("409")
    return sorted(found)
