"""The operator's settings: what each name may hold, and what is said about a mistake."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.settings_fault import SettingFault, SettingsFaults, SettingWrong
from bot.settings import DEMO_CITY, NAMES, REGULATION, Settings, read_settings
from bot.settings_value import Secret
from bot.words.settings import WRONG, fault_sentence

NO_FILE = Path("no-such-config.toml")
TOKEN = "123456:AAHcanary_canary-canary"
HOOK = {"TELEGRAM_WEBHOOK_URL": "https://bot.example", "TELEGRAM_WEBHOOK_SECRET": "s3cret_-"}


def settings(**environ: str) -> Settings:
    return read_settings(environ, NO_FILE)


def faults(environ: Mapping[str, str], config: Path = NO_FILE) -> tuple[SettingFault, ...]:
    with pytest.raises(SettingsFaults) as found:
        read_settings(environ, config)
    return found.value.faults


def marks(environ: Mapping[str, str], config: Path = NO_FILE) -> list[tuple[str, SettingWrong]]:
    return [(fault.name, fault.wrong) for fault in faults(environ, config)]


def written(folder: Path, text: str) -> Path:
    config = folder / "config.toml"
    config.write_text(text, encoding="utf-8")
    return config


def test_with_nothing_given_the_demo_city_opens_on_this_machine() -> None:
    read = settings()
    assert (read.telegram_token, read.telegram_webhook_url) == (None, "")
    assert read.telegram_webhook_secret is None
    assert read.telegram_api_url == "https://api.telegram.org"
    assert (read.database, read.data_dir) == (Path("data/bot.db"), Path("data"))
    assert (read.roster, read.policy) == (DEMO_CITY, REGULATION)
    assert (read.host, read.port, read.browser) == ("127.0.0.1", 8710, True)
    assert (read.timezone.key, read.digest_at) == ("Asia/Shanghai", time(8, 30))
    assert (DEMO_CITY / "officials.csv").is_file()


RIGHT: list[tuple[dict[str, str], str, object]] = [
    ({"TELEGRAM_TOKEN": TOKEN}, "telegram_token", Secret(TOKEN)),
    ({"TELEGRAM_TOKEN": f" {TOKEN}\n"}, "telegram_token", Secret(TOKEN)),
    ({"TELEGRAM_TOKEN": TOKEN}, "browser", False),
    ({"TELEGRAM_TOKEN": TOKEN, "BROWSER": "ON"}, "browser", True),
    ({"TELEGRAM_TOKEN": TOKEN, "HOST": "0.0.0.0"}, "host", "0.0.0.0"),  # noqa: S104
    ({"TELEGRAM_TOKEN": TOKEN, **HOOK}, "telegram_webhook_url", "https://bot.example"),
    ({"TELEGRAM_TOKEN": TOKEN, **HOOK}, "telegram_webhook_secret", Secret("s3cret_-")),
    (
        {"TELEGRAM_TOKEN": TOKEN, **HOOK, "TELEGRAM_WEBHOOK_URL": "http://localhost:8710/"},
        "telegram_webhook_url",
        "http://localhost:8710",
    ),
    ({"TELEGRAM_API_URL": "http://10.0.0.5:8081/"}, "telegram_api_url", "http://10.0.0.5:8081"),
    ({"TELEGRAM_API_URL": "http://[::1]:8081"}, "telegram_api_url", "http://[::1]:8081"),
    ({"DATABASE_URL": "sqlite:///here/bot.db"}, "database", Path("here/bot.db")),
    ({"DATABASE_URL": "sqlite:////srv/bot.db"}, "database", Path("/srv/bot.db")),
    ({"DATA_DIR": "/srv/city"}, "database", Path("/srv/city/bot.db")),
    ({"DATA_DIR": "/srv/city", "DATABASE_URL": "sqlite:///a.db"}, "database", Path("a.db")),
    ({"HOST": "localhost"}, "host", "localhost"),
    ({"HOST": "::1"}, "host", "::1"),
    ({"PORT": "0"}, "port", 0),
    ({"PORT": "65535"}, "port", 65535),
    ({"DIGEST_AT": "7:05"}, "digest_at", time(7, 5)),
    ({"DIGEST_AT": "23:59"}, "digest_at", time(23, 59)),
    (dict.fromkeys(NAMES, " "), "port", 8710),
    ({"SOMETHING_ELSE": "1"}, "port", 8710),
]


@pytest.mark.parametrize(("environ", "name", "value"), RIGHT)
def test_what_is_read(environ: dict[str, str], name: str, value: object) -> None:
    assert getattr(settings(**environ), name) == value


def test_a_zone_is_known_by_its_name() -> None:
    assert settings(TIMEZONE="Asia/Urumqi").timezone.key == "Asia/Urumqi"


W = SettingWrong
WRONG_VALUES = [
    ("TELEGRAM_TOKEN", "AAHcanary", W.TOKEN),
    ("TELEGRAM_TOKEN", "bot123456:AAHcanary", W.TOKEN),
    ("TELEGRAM_TOKEN", "123456：AAHcanary", W.TOKEN),
    ("TELEGRAM_TOKEN", "123456:AAH canary", W.TOKEN),
    ("TELEGRAM_API_URL", "api.telegram.org", W.API_URL),
    ("TELEGRAM_API_URL", "ftp://api.telegram.org", W.API_URL),
    ("TELEGRAM_API_URL", "https://", W.API_URL),
    ("TELEGRAM_API_URL", "https://me:pass@host", W.API_URL),
    ("TELEGRAM_API_URL", "http://host:99999", W.API_URL),
    ("TELEGRAM_API_URL", "http://ho st", W.API_URL),
    ("TELEGRAM_API_URL", "http://host?a=1", W.API_URL),
    ("DATABASE_URL", "postgresql://me:pass@host/bot", W.NOT_SQLITE),
    ("DATABASE_URL", "data/bot.db", W.NOT_SQLITE),
    ("DATABASE_URL", "sqlite://bot.db", W.NOT_SQLITE),
    ("DATABASE_URL", "sqlite:///", W.NO_DATABASE_FILE),
    ("DATABASE_URL", "sqlite:///:memory:", W.NO_DATABASE_FILE),
    ("DATABASE_URL", "sqlite:////", W.NO_DATABASE_FILE),
    ("DATABASE_URL", "sqlite:////tmp", W.NO_DATABASE_FILE),
    ("DATABASE_URL", "sqlite:///bot.db?mode=ro", W.NO_DATABASE_FILE),
    ("ROSTER", "no/such/roster", W.MISSING_PATH),
    ("POLICY", "no-such-policy.toml", W.MISSING_PATH),
    ("POLICY", "x" * 5000, W.MISSING_PATH),
    ("DATA_DIR", __file__, W.NOT_A_FOLDER),
    ("PORT", "65536", W.PORT),
    ("PORT", "-1", W.PORT),
    ("PORT", "http", W.PORT),
    ("PORT", "８７１０", W.PORT),
    ("BROWSER", "yes", W.SWITCH),
    ("TIMEZONE", "Beijing", W.TIMEZONE),
    ("TIMEZONE", "Asia", W.TIMEZONE),
    ("TIMEZONE", "../etc/passwd", W.TIMEZONE),
    ("TIMEZONE", "UTC+8", W.TIMEZONE),
    ("DIGEST_AT", "24:00", W.CLOCK),
    ("DIGEST_AT", "8点半", W.CLOCK),
    ("DIGEST_AT", "08:60", W.CLOCK),
    ("DIGEST_AT", "0830", W.CLOCK),
]


@pytest.mark.parametrize(("name", "value", "wrong"), WRONG_VALUES)
def test_a_wrong_value_is_named(name: str, value: str, wrong: SettingWrong) -> None:
    assert marks({name: value}) == [(name, wrong)]


@pytest.mark.parametrize("host", ["http://127.0.0.1", "127.0.0.1:80", "[::1]", "1.2.3", "a b"])
def test_a_host_is_an_address_alone(host: str) -> None:
    assert marks({"HOST": host, "TELEGRAM_TOKEN": TOKEN}) == [("HOST", W.HOST)]


@pytest.mark.parametrize("url", ["http://bot.example", "bot.example", "https://me:pass@bot"])
def test_a_webhook_is_public_and_encrypted(url: str) -> None:
    environ = {"TELEGRAM_TOKEN": TOKEN, **HOOK, "TELEGRAM_WEBHOOK_URL": url}
    assert marks(environ) == [("TELEGRAM_WEBHOOK_URL", W.WEBHOOK_URL)]


@pytest.mark.parametrize("secret", ["a b", "秘密", "x" * 257, "a.b"])
def test_a_webhook_secret_is_as_telegram_takes_it(secret: str) -> None:
    environ = {"TELEGRAM_TOKEN": TOKEN, **HOOK, "TELEGRAM_WEBHOOK_SECRET": secret}
    assert marks(environ) == [("TELEGRAM_WEBHOOK_SECRET", W.WEBHOOK_SECRET)]


BESIDE_EACH_OTHER = [
    ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": "https://x.cn"}, W.NEEDS),
    ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_SECRET": "x"}, W.NEEDS),
    (HOOK, W.NEEDS),
    ({"HOST": "0.0.0.0"}, W.PAGE_OUTSIDE),  # noqa: S104
    ({"HOST": "192.168.1.5", "BROWSER": "on", "TELEGRAM_TOKEN": TOKEN}, W.PAGE_OUTSIDE),
    ({"HOST": "golmud.example"}, W.PAGE_OUTSIDE),
    ({"BROWSER": "off"}, W.NO_CHANNEL),
]


@pytest.mark.parametrize(("environ", "wrong"), BESIDE_EACH_OTHER)
def test_settings_wrong_beside_each_other(environ: dict[str, str], wrong: SettingWrong) -> None:
    assert [fault.wrong for fault in faults(environ)] == [wrong]


def test_every_mistake_is_named_at_once() -> None:
    found = marks({"PORT": "x", "DIGEST_AT": "x", "TIMEZONE": "x"})
    assert found == [("PORT", W.PORT), ("TIMEZONE", W.TIMEZONE), ("DIGEST_AT", W.CLOCK)]


# config.toml


def test_config_in_either_case_and_as_toml_has_it(tmp_path: Path) -> None:
    config = written(
        tmp_path,
        f'''
        telegram_token = "{TOKEN}"
        PORT = 0
        browser = true
        digest_at = 07:15:00
        TIMEZONE = ""
    ''',
    )
    read = read_settings({}, config)
    assert (read.telegram_token, read.port, read.browser) == (Secret(TOKEN), 0, True)
    assert (read.digest_at, read.timezone.key) == (time(7, 15), "Asia/Shanghai")


def test_the_environment_wins_unless_it_is_empty(tmp_path: Path) -> None:
    config = written(tmp_path, 'PORT = 1\nDIGEST_AT = "never"\nTIMEZONE = "Asia/Urumqi"')
    read = read_settings({"PORT": "2", "DIGEST_AT": "09:00", "TIMEZONE": ""}, config)
    assert (read.port, read.digest_at) == (2, time(9))
    assert read.timezone.key == "Asia/Urumqi"


def test_config_may_begin_with_the_mark_windows_sets(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbfPORT = 5\r\n")
    assert read_settings({}, tmp_path / "config.toml").port == 5


CONFIG_FAULTS = [
    ("TELEGRAM_TOKN = 'x'", "TELEGRAM_TOKN", W.UNKNOWN, "TELEGRAM_TOKEN"),
    ("digest = '08:30'", "digest", W.UNKNOWN, "DIGEST_AT"),
    ("color = 'red'", "color", W.UNKNOWN, ""),
    ("[telegram]\ntoken = 'x'", "telegram", W.UNKNOWN, "TELEGRAM_TOKEN"),
    ("port = 1\nPORT = 2", "PORT", W.TWICE, ""),
    ("PORT = [1]", "PORT", W.NOT_PLAIN, ""),
    ("PORT = 8710.0", "PORT", W.NOT_PLAIN, ""),
    ("HOST = {a = 1}", "HOST", W.NOT_PLAIN, ""),
    ("DIGEST_AT = 08:30:15", "DIGEST_AT", W.CLOCK, ""),
    ("DIGEST_AT = 2026-01-01", "DIGEST_AT", W.NOT_PLAIN, ""),
    ("TIMEZONE = 'asia/shanghai'", "TIMEZONE", W.TIMEZONE, "Asia/Shanghai"),
    (f"TELEGRAM_TOKEN = {TOKEN}", "config.toml", W.NOT_TOML, ""),
    ("PORT = " + "9" * 5000, "config.toml", W.NOT_TOML, ""),
    ("PORT = " + "[" * 5000, "config.toml", W.NOT_TOML, ""),
]


@pytest.mark.parametrize(("text", "name", "wrong", "other"), CONFIG_FAULTS)
def test_mistakes_in_config(
    tmp_path: Path, text: str, name: str, wrong: SettingWrong, other: str
) -> None:
    (fault,) = faults({}, written(tmp_path, text))
    assert (fault.name, fault.wrong, fault.other) == (name, wrong, other)


def test_config_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes("HOST = '本机'".encode("gb18030"))
    assert marks({}, tmp_path / "config.toml") == [("config.toml", W.UNREADABLE)]
    assert marks({}, tmp_path) == [(tmp_path.name, W.UNREADABLE)]


# what is said


@pytest.mark.parametrize("wrong", SettingWrong)
def test_every_mistake_has_its_sentence_in_both_languages(wrong: SettingWrong) -> None:
    fault = SettingFault(wrong=wrong, name="PORT", value="12", other="HOST")
    zh, en = fault_sentence(fault, "zh"), fault_sentence(fault, "en")
    assert not zh.isascii()
    assert en.replace("“", "").replace("”", "").isascii()
    assert "{" not in zh + en
    assert set(WRONG) == set(SettingWrong)


def test_a_sentence_names_the_setting_and_the_fix(tmp_path: Path) -> None:
    (fault,) = faults({}, written(tmp_path, "prot = 1"))
    assert fault_sentence(fault, "zh") == "没有“prot”这个设置，是不是 PORT？请改名或删去这一行。"
    assert fault_sentence(fault, "en") == (
        "there is no setting “prot”; did you mean PORT? rename it or delete the line."
    )
    (fault,) = faults({"DATABASE_URL": "postgresql://me:canary@db/bot"})
    assert "SQLite" in fault_sentence(fault, "zh")
    assert "sqlite:////srv/bot.db" in fault_sentence(fault, "en")


def test_the_line_of_a_broken_config_is_named(tmp_path: Path) -> None:
    (fault,) = faults({}, written(tmp_path, f"PORT = 1\nTELEGRAM_TOKEN = {TOKEN}"))
    assert fault_sentence(fault, "zh").startswith("config.toml 第 2 行写法不对")
    assert fault_sentence(fault, "en").startswith("config.toml, line 2, is not TOML")


SECRETS = ["TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_API_URL", "DATABASE_URL"]


@given(st.sampled_from([*SECRETS, "TELEGRAM_WEBHOOK_URL"]), st.text(alphabet="#!? ", max_size=9))
def test_secrets_are_never_repeated(name: str, spoilt: str) -> None:
    environ = {name: f"{spoilt}canary{spoilt}?", "BROWSER": "on"}
    for fault in faults(environ):
        said = fault_sentence(fault, "zh") + fault_sentence(fault, "en") + repr(fault)
        assert "canary" not in said


def test_a_secret_shows_itself_only_when_asked() -> None:
    read = settings(TELEGRAM_TOKEN=TOKEN, **HOOK)
    shown = f"{read} {read!r} {read.telegram_token} {read.telegram_token!r}"
    assert "canary" not in shown
    assert "s3cret" not in shown
    assert read.telegram_token is not None
    assert read.telegram_token.reveal() == TOKEN


def outcome(environ: Mapping[str, str]) -> Settings | tuple[SettingFault, ...]:
    try:
        return read_settings(environ, NO_FILE)
    except SettingsFaults as wrong:
        return wrong.faults


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30)))
def test_any_environment_is_read_or_refused_by_name(environ: dict[str, str]) -> None:
    read = outcome(environ)
    if isinstance(read, Settings):
        assert 0 <= read.port <= 65535
        assert read.browser or read.telegram_token
    else:
        assert {fault.name for fault in read} <= set(environ)
