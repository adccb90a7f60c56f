"""Types of the fields of a rubric file: what each may hold, and in Chinese what its mistakes are answered with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    Strict,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from govcrawl.domain.targets import WEBSITES

_Item = TypeVar("_Item")
MISSING, UNKNOWN = "缺少", "不是已知字段"
NOT_A_MAPPING = "应为“名称: 值”的形式"
_REASONS = {
    "missing": MISSING,
    "extra_forbidden": UNKNOWN,
    "invalid_key": UNKNOWN,
    "dict_type": NOT_A_MAPPING,
    "model_type": NOT_A_MAPPING,
    "tuple_type": "应为列表",
}
# A default that needs another field cannot be made when that field is wrong; that field is complained of itself.
_CONSEQUENCES = ("default_factory_not_called",)


def reason_of(error: Any) -> str:
    """The Chinese reason of one of the errors that `ValidationError.errors()` lists."""
    return str(error.get("ctx", {}).get("reason") or _REASONS.get(error["type"], "无效"))


def mistake(reason: str) -> PydanticCustomError:
    """An error that is answered with this reason."""
    printable = reason.encode("utf-8", "backslashreplace").decode()
    return PydanticCustomError("mistake", "{reason}", {"reason": printable})


def answers(reason: str) -> WrapValidator:
    """Answer every mistake of a field, and an explicit null, with one reason; `{value}` in it is what stands there."""

    def check(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        try:
            if value is not None:
                return handler(value)
        except ValidationError:
            pass
        raise mistake(reason.format(value=value))

    return WrapValidator(check)


def exists(what: str) -> AfterValidator:
    """Refuse names that the predicate `what` of the validation's context does not know; without one all are known."""

    def check(name: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(what)
        if known is not None and not known(name):
            raise mistake(f"没有“{name}”")
        return name

    return AfterValidator(check)


def _texts(value: Any) -> Any:
    if isinstance(value, list | tuple) and value and all(isinstance(each, str) for each in value):
        return value
    raise mistake("应为文字列表")


def _given(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("model_type", NOT_A_MAPPING)
    return value


def one_of(choices: Iterable[str]) -> WrapValidator:
    """`answers` for a choice."""
    return answers(f"“{{value}}”无效，应为 {'、'.join(filter(None, choices))} 之一")


GIVEN = BeforeValidator(_given)  # for a mapping that may be left out, but is not null
_NUMBER, _WHOLE = answers("“{value}”应为不小于 0 的数"), answers("“{value}”应为正整数")
Text = Annotated[str, Field(pattern=r"\S"), answers("应为文字")]
Number = Annotated[float, Field(ge=0, lt=1e9, allow_inf_nan=False), _NUMBER]
Whole = Annotated[int, Field(ge=1, le=9999), _WHOLE]
OptionalNumber = Annotated[Number | None, _NUMBER]
OptionalWhole = Annotated[Whole | None, _WHOLE]
Flag = Annotated[bool, answers("应为 true 或 false")]
_List = Annotated[tuple[_Item, ...], Strict(False), Field(json_schema_extra={"minItems": 1}), BeforeValidator(_texts)]
_Rule = Annotated[str, exists("rules"), WithJsonSchema({"type": "string", "pattern": "^[A-Z][0-9]{2}$"})]
Texts = _List[str]
Rules = _List[_Rule]
Platforms = _List[Annotated[Literal["portal", "department"], one_of(WEBSITES)]]
Kinds = _List[Annotated[str, exists("kinds")]]
Groups = _List[Annotated[str, exists("groups")]]
Source = Annotated[
    Literal["S", "assumed"],
    one_of(("S", "assumed")),
    Field(description="S：公开文件或办公室已核定；assumed：推断，工作簿中注明未核实"),
]


class FilePart(BaseModel):
    """A mapping of the file. It is refused with all of its mistakes, those between fields included."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", validate_by_name=True)

    @classmethod
    def contradictions(cls, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """(field, reason) of what is wrong between fields, `given` as they stand in the file."""
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _all_mistakes(cls, given: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """pydantic itself looks at a whole model only when its fields are right."""
        pairs = cls.contradictions(given) if isinstance(given, dict) else ()
        found = [InitErrorDetails(type=mistake(reason), loc=(field,), input=given) for field, reason in pairs]
        try:
            part = handler(given)
        except ValidationError as fault:
            errors = [each for each in fault.errors(include_url=False) if each["type"] not in _CONSEQUENCES]
            found += [InitErrorDetails(type=_custom(each), loc=each["loc"], input=each["input"]) for each in errors]
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return part


def _custom(error: Any) -> PydanticCustomError:
    kind = error["type"] if error["type"] in ("model_type", "dict_type") else "mistake"
    return PydanticCustomError(kind, "{reason}", {"reason": reason_of(error)})
