"""Telling other systems what happened.

Owns: webhook endpoints, what they want to hear, deliveries with retries and their log. Announces: WebhookAdded,
WebhookChanged, WebhookPaused, WebhookResumed, WebhookRemoved.
Needs: access, journal, jobs, outgoing. Rooms offer events at the point `webhook-events`.
"""
