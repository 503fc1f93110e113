"""The papers of a plan with their words, as a revision notes them."""

from collections.abc import Mapping

from plangen.documents.packets.holders import packets
from plangen.model.edition import BARE
from plangen.model.papers import NotedPaper, packet_of
from plangen.pipeline.building.editions import named_bodies
from plangen.pipeline.building.on_paper import words_digest
from plangen.pipeline.check import Study
from plangen.pipeline.packets.composing import packet_words


def noted_papers(study: Study) -> Mapping[str, NotedPaper]:
    """Every document and packet by its name among papers; the plan is free of errors."""
    files, found = study.files.contents, dict[str, NotedPaper]()
    for entry in study.plan.dossier.entries:
        for paper, title, body in named_bodies(entry, study.plan.in_edition(BARE)):
            found[paper] = NotedPaper(words_digest(body, files), title if entry.folder else entry.name.zh)
    holders = packets(study.plan)
    words = packet_words(study.plan, files, holders)
    for each in holders:
        paper = packet_of(each.key)
        found[paper] = NotedPaper(words[paper], f"资料包{each.sign} {each.title}")
    return found
