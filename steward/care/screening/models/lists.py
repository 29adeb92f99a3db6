"""Word lists."""

from typing import ClassVar

from django.db import models


class WordList(models.Model):
    """Words that rules look for, or (an allow list) that are never a hit: the longest match counts."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, blank=True)  # the reason code its words speak for
    allow = models.BooleanField(default=False)
    pinyin = models.BooleanField(default=False)
    whole_words = models.BooleanField(default=True)
    version = models.IntegerField(default=1)  # grows with every change
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Word(models.Model):
    """One entry of a list, as it was written."""

    list = models.ForeignKey(WordList, on_delete=models.CASCADE, related_name="words")
    text = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("list", "text"), name="screening_word_once"),)

    def __str__(self) -> str:
        return self.text
