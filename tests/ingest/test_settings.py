"""Settings come from the environment; what is wrong with one is told in a line, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import XianwenError
from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
Environment = Callable[..., Settings]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Environment:
    """Reads the settings with XIANWEN_* variables of the given names."""

    def read(**variables: str) -> Settings:
        for name, value in variables.items():
            monkeypatch.setenv(f"XIANWEN_{name}", value)
        return Settings.from_environment()

    return read


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, timeout=120
    )


def test_every_setting_has_a_default_and_a_variable(environment: Environment) -> None:
    assert (Settings().library, Settings().port, Settings().llm) == (Path("library"), 7860, None)
    found = environment(
        LIBRARY="~/资料", EMBEDDING="模型", HOST="0.0.0.0", PORT="8080", WITHOUT_SIGN_IN="1", MAX_UPLOAD_MB="5",
        ADDRESS="https://xianwen.example", OPEN_BROWSER="0", LLM="openai:m", LLM_BASE_URL="http://h/v1", LLM_API_KEY="k", LLM_TIMEOUT="9", LLM_CONTEXT="8192", PROMPTS="p",
    )  # fmt: skip
    assert found == Settings(
        library=Path.home() / "资料", embedding="模型", host="0.0.0.0", port=8080, without_sign_in=True,
        max_upload_mb=5, address="https://xianwen.example", open_browser=False, llm="openai:m", llm_base_url="http://h/v1", llm_api_key="k", llm_timeout=9,
        llm_context=8192, prompts=Path("p"),
    )  # fmt: skip


def test_an_argument_takes_the_place_of_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANWEN_PORT", "8080")
    assert Settings.from_environment(port=9090, host="::1").port == 9090


def test_a_blank_variable_stands_for_the_default(environment: Environment) -> None:
    assert environment(PORT="", EMBEDDING="  ", LLM=" ", PROMPTS="", LIBRARY="") == Settings()


@pytest.mark.parametrize("value", ["1", "true", "True", "yes", "on", " ON "])
def test_a_switch_is_turned_on_by_any_usual_word(environment: Environment, value: str) -> None:
    assert environment(WITHOUT_SIGN_IN=value).without_sign_in is True


@pytest.mark.parametrize("value", ["0", "false", "no", "off", "FALSE"])
def test_a_switch_is_turned_off_by_any_usual_word(environment: Environment, value: str) -> None:
    assert environment(WITHOUT_SIGN_IN=value).without_sign_in is False


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "70000", "太大，请改为不大于 65535"),
        ("PORT", "-1", "太小，请改为不小于 0"),
        ("PORT", "²", "不是整数"),
        ("PORT", "abc", "不是整数"),
        ("PORT", "7860.5", "不是整数"),
        ("PORT", "9" * 5000, "不是整数"),
        ("MAX_UPLOAD_MB", "0", "太小，请改为不小于 1"),
        ("LLM_TIMEOUT", "很久", "不是整数"),
        ("WITHOUT_SIGN_IN", "也许", "不是开关，请改为 1 或 0"),
        ("LIBRARY", "~nobody-of-this-name/资料", "主目录不存在"),
    ],
)
def test_a_value_that_cannot_be_is_an_error_that_names_the_variable(
    environment: Environment, name: str, value: str, reason: str
) -> None:
    with pytest.raises(XianwenError) as raised:
        environment(**{name: value})
    message = str(raised.value)
    assert message.startswith(f"XIANWEN_{name}={value[:20]}") and reason in message
    assert f"(XIANWEN_{name} " in message and len(message) < 300 and "\n" not in message


def test_an_error_shows_no_key(environment: Environment) -> None:
    assert "sk-very-secret" not in repr(environment(LLM_API_KEY="sk-very-secret"))
    with pytest.raises(XianwenError) as raised:
        environment(PORT="abc")
    assert "sk-very-secret" not in str(raised.value) and raised.value.__cause__ is None


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_port_or_an_error_for_the_user(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("XIANWEN_PORT", value)
    try:
        assert 0 <= Settings.from_environment().port <= 65535
    except XianwenError as error:
        assert "XIANWEN_PORT" in str(error)


def test_a_slip_in_a_variables_name_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("XIANWEN_PROT", "8080")
    monkeypatch.setenv("XIANWEN_OF_SOMEONE_ELSE", "1")
    assert Settings.from_environment().port == 7860
    assert [record.getMessage() for record in caplog.records] == [
        "没有 XIANWEN_PROT 这个设置，已忽略；是否应为 XIANWEN_PORT？(Ignored: did you mean XIANWEN_PORT?)"
    ]


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [(("-m", "assistant", "list"), "PORT", "²"), (("app.py",), "WITHOUT_SIGN_IN", "maybe")],
    ids=["command", "app"],
)
def test_a_faulty_setting_is_one_line_and_exit_code_2(
    command: tuple[str, ...], name: str, value: str
) -> None:
    done = run(sys.executable, *command, **{f"XIANWEN_{name}": value})
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith(f"xianwen: XIANWEN_{name}={value} ") and done.stderr.count("\n") == 1


def test_a_host_that_cannot_be_one_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    done = run(
        sys.executable, "app.py", XIANWEN_HOST="县" * 70, XIANWEN_PORT="0", XIANWEN_LIBRARY=str(tmp_path),
        XIANWEN_WITHOUT_SIGN_IN="yes",
    )  # fmt: skip
    assert done.returncode == 2 and "无法在" in done.stderr and done.stderr.count("\n") == 1
