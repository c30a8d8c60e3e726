"""The annotated political articles that may lie beside the project: their scorer, and translation.

Owns nothing of those articles: they stay where they are, and without them this module is not needed.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from annotated import Gold, Named

from reader.analysis.model import Kind, Quotation


def load_scorer(path: Path) -> ModuleType:
    """Load the scorer that lies beside the annotated political articles."""
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_prediction(quotation: Quotation) -> dict[str, Any]:
    """Write a quotation as that scorer reads it; a term is none."""
    return {
        "start": quotation.start,
        "end": quotation.end,
        "speaker": quotation.speaker,
        "cue": quotation.attribution.cue,
        "kind": "none" if quotation.kind == Kind.TERM else quotation.kind,
    }


def as_gold(row: dict[str, Any]) -> list[Gold]:
    """Turn an article's annotations there into ours, for the list of errors only."""
    quotes = [
        Gold(
            quote["start"],
            quote["end"],
            Kind.DIRECT if quote["kind"] == "direct" else Kind.PARTIAL,
            Named(
                quote["canonical"],
                quote["surname"] or quote["canonical"],
                (quote["canonical"], *quote["aliases"]),
                quote["entity"] == "organisation",
            )
            if quote["scored"]
            else None,
            quote["anonymous"],
            quote["source_type"],
            quote["source"] or "",
        )
        for quote in row["quotes"]
    ]
    return quotes + [Gold(term["start"], term["end"], Kind.TERM) for term in row["negatives"]]
