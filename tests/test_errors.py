from crisisdesk.errors import report_of

CANARY = "Zanzibarquartz"


def stumble(word: str) -> object:
    try:
        return {}[word]
    except KeyError as error:
        raise RuntimeError(f"no {word}") from error


def stumble_again(word: str) -> object:
    try:
        return {}[word]
    except KeyError:
        return int(word)


def report(way: object) -> str:
    try:
        way(CANARY)
    except (RuntimeError, ValueError) as error:
        return report_of(error)
    return ""


def test_a_report_tells_where_it_happened_and_quotes_no_record() -> None:
    said = report(stumble)

    assert said.index("builtins.RuntimeError") < said.index("builtins.KeyError")
    assert "in stumble" in said
    assert CANARY not in said


def test_a_failure_in_the_wake_of_another_tells_both() -> None:
    said = report(stumble_again)

    assert said.index("builtins.ValueError") < said.index("builtins.KeyError")
    assert CANARY not in said
