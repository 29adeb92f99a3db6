"""Addresses of the screening room."""

from django.urls import path

from steward.care.screening.views import form, hits, importing, lists, rehearsals, rules, settings, trying

ROOT = "console/conduct/rules/"

urlpatterns = [
    path(ROOT, rules.rules, name="screening-rules"),
    path(f"{ROOT}new/", form.new_rule, name="screening-new"),
    path(f"{ROOT}all-off/", rules.all_off, name="screening-all-off"),
    path(f"{ROOT}try/", trying.try_it, name="screening-try"),
    path(f"{ROOT}import/", importing.import_rules, name="screening-import"),
    path(f"{ROOT}export/", importing.export_rules, name="screening-export"),
    path(f"{ROOT}settings/", settings.settings, name="screening-settings"),
    path(f"{ROOT}hits/", hits.hits, name="screening-hits"),
    path(f"{ROOT}hits/<int:hit_id>/", hits.hit_page, name="screening-hit"),
    path(f"{ROOT}hits/<int:hit_id>/undo/", hits.undo_one, name="screening-hit-undo"),
    path(f"{ROOT}rehearsals/<int:rehearsal_id>/", rehearsals.rehearsal_page, name="screening-rehearsal"),
    path(f"{ROOT}lists/", lists.word_lists, name="screening-lists"),
    path(f"{ROOT}lists/new/", lists.new_list, name="screening-list-new"),
    path(f"{ROOT}lists/start/", lists.start_list, name="screening-list-start"),
    path(f"{ROOT}lists/<int:list_id>/", lists.list_page, name="screening-list"),
    path(f"{ROOT}lists/<int:list_id>/edit/", lists.edit_list, name="screening-list-edit"),
    path(f"{ROOT}lists/<int:list_id>/words/", lists.put_words, name="screening-list-words"),
    path(f"{ROOT}lists/<int:list_id>/words/drop/", lists.drop_words, name="screening-list-drop"),
    path(f"{ROOT}lists/<int:list_id>/export/", lists.export_list, name="screening-list-export"),
    path(f"{ROOT}lists/<int:list_id>/remove/", lists.remove, name="screening-list-remove"),
    path(f"{ROOT}<int:rule_id>/", rules.rule_page, name="screening-rule"),
    path(f"{ROOT}<int:rule_id>/edit/", form.edit_rule, name="screening-edit"),
    path(f"{ROOT}<int:rule_id>/yaml/", form.edit_yaml, name="screening-yaml"),
    path(f"{ROOT}<int:rule_id>/versions/<int:number>/", form.version_page, name="screening-version"),
    path(f"{ROOT}<int:rule_id>/mode/", rules.switch, name="screening-mode"),
    path(f"{ROOT}<int:rule_id>/rehearse/", rules.begin_rehearsal, name="screening-rehearse"),
    path(f"{ROOT}<int:rule_id>/undo/", rules.undo, name="screening-undo"),
    path(f"{ROOT}<int:rule_id>/remove/", rules.remove, name="screening-remove"),
]
