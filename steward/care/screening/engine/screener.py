"""Rules over messages: one or a thousand at a time, each text looked at once for all rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from steward.care.screening.engine.batch import Batch
from steward.care.screening.engine.compiling import Compiler
from steward.care.screening.engine.grammar import GrammarError, GrammarProblem, problems_of
from steward.care.screening.engine.matching import Patterns, Words
from steward.care.screening.engine.nodes import Node, opens_patterns
from steward.care.screening.engine.pinyin import PinyinWords
from steward.care.screening.engine.records import Found, Message, Reason, RuleSpec, WordListSpec

#: Enough to make the passes over joined text worth their start, few enough to stay in the processor's cache.
_AT_ONCE = 2000
#: A text that says one word ten thousand times has said enough; what is replaced is replaced everywhere.
_MOST_REASONS = 50


@dataclass(frozen=True, slots=True)
class Screener:
    """Compiled rules; made by `compile_rules`, used by many threads at once."""

    rules: tuple[tuple[RuleSpec, Node], ...]
    _words: Words
    _patterns: Patterns
    _pinyin: PinyinWords | None

    def screen(self, message: Message) -> list[Found]:
        """What the rules say about one message, the highest priority first."""
        return self.screen_many([message])[0]

    def screen_many(self, messages: Sequence[Message]) -> list[list[Found]]:
        """The same for many, in their order; far faster than one by one."""
        answers: list[list[Found]] = []
        for start in range(0, len(messages), _AT_ONCE):
            answers.extend(self._some(messages[start : start + _AT_ONCE]))
        return answers

    def _some(self, messages: Sequence[Message]) -> list[list[Found]]:
        batch = Batch(messages, self._words, self._patterns, self._pinyin)
        answers: list[list[Found]] = [[] for _one in messages]
        for rule, node in self.rules:
            for number in sorted(node.among(batch, batch.everyone)):
                reasons = tuple(node.reasons(batch, number))
                answers[number].append(_found(rule, messages[number], reasons))
        return answers


def compile_rules(rules: Iterable[RuleSpec], lists: Iterable[WordListSpec]) -> Screener:
    """Rules and the lists they ask, made ready.

    Raises:
        GrammarError: with every problem of every rule, its path beginning with the rule's key.
    """
    by_key = {one.key: one for one in lists}
    ordered = sorted(rules, key=lambda rule: (-rule.priority, rule.key))
    problems = [
        GrammarProblem(f"{rule.key}: {problem.path}", problem.what)
        for rule in ordered
        for problem in problems_of(rule.condition, by_key.keys())
    ]
    problems.extend(_allowed_words_asked(ordered, by_key))
    if problems:
        raise GrammarError(problems)
    compiler = Compiler(by_key)
    nodes = tuple((rule, compiler.node(rule.condition)) for rule in ordered)
    if any(opens_patterns(node) for _rule, node in nodes):
        compiler = Compiler(by_key, patterns_first=True)
        nodes = tuple((rule, compiler.node(rule.condition)) for rule in ordered)
    by_sound = [one for one in compiler.lists if one.pinyin and not one.allow]
    pinyin = PinyinWords(by_sound) if by_sound else None
    return Screener(nodes, Words(compiler.lists), Patterns(compiler.patterns), pinyin)


def replaced(text: str, reasons: Iterable[Reason], value: str = "") -> str:
    """The text with every place the reasons name in it replaced: by `value`, or by as many asterisks."""
    spans = sorted({(one.start, one.end) for one in reasons if one.field == "text" and one.start >= 0})
    parts, done = [], 0
    for start, end in spans:
        if end <= done:
            continue
        start = max(start, done)  # noqa: PLW2901 - what overlaps is replaced once
        parts += [text[done:start], value or "*" * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def _found(rule: RuleSpec, message: Message, reasons: tuple[Reason, ...]) -> Found:
    values = [act.value for act in rule.acts if act.kind == "replace"]
    text = replaced(message.text, reasons, values[0]) if values else None
    return Found(rule.key, rule.version, rule.acts, reasons[:_MOST_REASONS], text)


def _allowed_words_asked(rules: Sequence[RuleSpec], lists: dict[str, WordListSpec]) -> list[GrammarProblem]:
    from steward.care.screening.engine.grammar import lists_in

    allowed = {key for key, one in lists.items() if one.allow}
    what = _("“%(key)s” is an allow list: it never has hits. Choose another list.")
    return [
        GrammarProblem(f"{rule.key}: words", what % {"key": key})
        for rule in rules
        if not problems_of(rule.condition)
        for key in sorted(lists_in(rule.condition) & allowed)
    ]
