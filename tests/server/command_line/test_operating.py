"""Settings, migrations, keys, the doctor, the worker and sign-in links."""

import json
from pathlib import Path

from gamification import default_rules
from tests.support.program import Program


def test_settings_leave_secrets_out(program: Program) -> None:
    secrets = {
        "RICOCHE_SECRET_KEY": "a-signing-key-of-more-than-32-characters",
        "RICOCHE_SMTP_URL": "smtp://user:mail-password@mail.example",
        "RICOCHE_DATABASE_URL": "postgresql://ricoche:db-password@db.example/ricoche",
    }
    text, shown = program.run("settings", **secrets).stdout, program.run("settings", "--json", **secrets).stdout
    for secret in ("a-signing-key", "mail-password", "db-password"):
        assert secret not in text + shown
    assert json.loads(shown)["database_url"] == "postgresql://ricoche@db.example/ricoche"
    assert "RICOCHE_WORKER=yes" in text.splitlines()


def test_migrating_twice_is_migrating_once(program: Program) -> None:
    done = program.run("migrate")
    assert (done.returncode, done.stdout.strip()) == (0, "The database is up to date.")
    assert program.count("rule") == len(default_rules())


def test_the_doctor_is_content(orvane: Program) -> None:
    done = orvane.run("doctor", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["sound"]) == (0, True)
    assert found["checks"]["balances"] == []
    said = orvane.run("doctor")
    assert said.returncode == 0
    assert "FAULT" not in said.stdout


def test_the_doctor_names_what_was_altered(orvane: Program, tmp_path: Path) -> None:
    altered = orvane.copy_to(tmp_path / "altered")
    account, balance = altered.rows(
        "SELECT id, balance FROM account WHERE unit = 'points' AND kind = 'available' AND balance > 0"
    )[0]
    altered.rows("UPDATE account SET balance = balance + 7 WHERE id = ?", account)
    done = altered.run("doctor", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["sound"]) == (1, False)
    assert [check for check, faults in found["checks"].items() if faults] == ["balances"]
    assert found["checks"]["balances"][0].startswith(f"account {account} ")
    assert f"balance {balance + 7}, its transfers make {balance}" in found["checks"]["balances"][0]
    assert "FAULT balances" in altered.run("doctor").stdout


def test_verify_ledger_names_the_first_altered_transfer(orvane: Program, tmp_path: Path) -> None:
    sound = orvane.run("verify-ledger", "--json")
    found = json.loads(sound.stdout)
    assert (sound.returncode, found["sound"]) == (0, True)
    assert found["sealed"] > 100
    altered = orvane.copy_to(tmp_path / "altered")
    altered.rows("DROP TRIGGER transfer_append_only_update")
    first = altered.rows("SELECT id FROM transfer WHERE expires_at IS NOT NULL ORDER BY id")[9][0]
    altered.rows("UPDATE transfer SET expires_at = expires_at + 1 WHERE id >= ? AND expires_at IS NOT NULL", first)
    done = altered.run("verify-ledger")
    assert done.returncode == 1
    assert f"transfer {first}: not as it was sealed" in done.stdout


def test_push_keys_are_made_once(program: Program) -> None:
    first, second = program.run("vapid-keys"), program.run("vapid-keys")
    assert first.returncode == 0
    assert len(first.stdout.strip()) == 87
    assert first.stdout == second.stdout
    assert (program.folder / "vapid-private.pem").stat().st_mode & 0o777 == 0o600


def test_a_broken_push_key_is_never_replaced(program: Program) -> None:
    (program.folder / "vapid-private.pem").write_text("not a key")
    done = program.run("vapid-keys")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert (program.folder / "vapid-private.pem").read_text() == "not a key"


def test_the_worker_runs_what_is_due_and_stops(program: Program) -> None:
    done = program.run("worker", "--once")
    assert (done.returncode, done.stdout.strip()) == (0, "0 jobs ran.")


def test_a_sign_in_link_is_for_somebody_here(orvane: Program, tmp_path: Path) -> None:
    own = orvane.copy_to(tmp_path / "own")
    before = own.count("sign_in_code")
    done = own.run("sign-in", "Camille.Renaud@orvane.example", RICOCHE_PUBLIC_URL="https://ricoche.orvane.example")
    assert done.returncode == 0
    assert done.stdout.startswith("https://ricoche.orvane.example/sign-in/link/")
    stranger = own.run("sign-in", "stranger@orvane.example")
    assert (stranger.returncode, stranger.stdout) == (2, "")
    assert len(stranger.stderr.splitlines()) == 1
    assert own.count("sign_in_code") == before + 1


def test_the_demo_is_refused_where_a_company_is(orvane: Program, tmp_path: Path) -> None:
    own = orvane.copy_to(tmp_path / "own")
    done = own.run("demo")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--reset" in done.stderr
    again = own.run("demo", "--if-empty")
    assert again.returncode == 0
    assert again.stdout.count("/sign-in/link/") == 5
    assert own.count("person") == 180


def test_a_real_company_is_never_thrown_away(orvane: Program, tmp_path: Path) -> None:
    own = orvane.copy_to(tmp_path / "own")
    own.rows("UPDATE company SET name = 'Real'")
    done = own.run("demo", "--reset")
    assert done.returncode == 2
    assert "nothing was thrown away" in done.stderr
    assert own.count("person") == 180
