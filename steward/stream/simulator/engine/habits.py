"""What is usual on each source, in the order of `enums.Source`.

The numbers are ours, chosen to look like a technical community.
"""

import numpy as np

from steward.stream.activity.enums import Kind
from steward.stream.simulator.enums import KIND
from steward.stream.simulator.spec import DAY

#: Share of Chinese-speaking and of English-speaking members who have an account.
REACH = np.array([[0.78, 0.12, 0.42, 0.04, 0.20], [0.03, 0.72, 0.35, 0.10, 0.38]])

#: Where a person begins when chance gave them no account at all.
FALLBACK = np.array([0, 1])

#: Kinds of what members do, and how often on each source.
DEEDS = np.array(
    [KIND[kind] for kind in (Kind.POST, Kind.COMMENT, Kind.REACTION, Kind.COMMIT, Kind.REVIEW, Kind.CHANGE)]
)
DEED_SHARES = np.array(
    [
        [0.70, 0.30, 0.00, 0.00, 0.00, 0.00],
        [0.54, 0.46, 0.00, 0.00, 0.00, 0.00],
        [0.12, 0.53, 0.35, 0.00, 0.00, 0.00],
        [0.27, 0.73, 0.00, 0.00, 0.00, 0.00],
        [0.11, 0.43, 0.10, 0.18, 0.09, 0.09],
    ]
)

#: Whether a post opens a thread with a title; elsewhere a thread exists once somebody answers or asks.
THREADED = np.array([False, False, True, True, True])

#: Share of posts that ask something, share of questions nobody answers, median minutes to the first answer.
QUESTION_SHARE = np.array([0.17, 0.22, 0.65, 0.55, 0.50])
UNANSWERED_SHARE = np.array([0.30, 0.20, 0.18, 0.22, 0.26])
MEDIAN_MINUTES = np.array([9, 25, 260, 600, 1100])
SPREAD = 1.4  # sigma of the log-normal response time

#: After this long nobody adds to a conversation any more.
FORGOTTEN = np.array([2, 6, 40, 30, 60]) * DAY

#: Share of messages somebody answers though they ask nothing.
TALKED_ABOUT = np.array([0.45, 0.50, 0.9, 0.8, 0.85])

#: Share of what is said inside the account's own channel; 微信群 are closed to others.
AT_HOME = np.array([1.0, 0.5, 0.5, 0.7, 0.6])

#: Forms of a message beside text, on each source: image, file, link, sticker, voice, video, red packet, poke.
FORM_SHARES = np.array(
    [
        [0.070, 0.006, 0.030, 0.060, 0.020, 0.006, 0.004, 0.006],
        [0.050, 0.008, 0.040, 0.030, 0.000, 0.004, 0.000, 0.000],
        [0.030, 0.006, 0.030, 0.000, 0.000, 0.002, 0.000, 0.000],
        [0.000, 0.020, 0.030, 0.000, 0.000, 0.000, 0.000, 0.000],
        [0.010, 0.000, 0.030, 0.000, 0.000, 0.000, 0.000, 0.000],
    ]
)

GROUP_SIZE = 450  # a 微信群 holds 500
HOSTS_PER_GROUP = 3

#: The burnt-out helper's share of first answers, and how much worse answering gets when they go.
STAR_SHARE = 0.35
WORSE_TIMES = 1.6  # added to 1: the median becomes 2.6 times as long at first
WORSE_UNANSWERED = 0.16
RECOVERY_MONTHS = 7.0

#: How the helpers, who are everywhere, spread themselves over the sources.
CORE_TASTE = np.array([0.9, 1.0, 1.0, 0.25, 0.6])

#: Of all members: Chinese-speaking, there before the window, leaving at some time, staying active for good.
CHINESE_SHARE = 0.65
FOUNDER_SHARE = 0.15
LEAVER_SHARE = 0.30
LASTING_SHARE = 0.16

#: How often a member stays away for a whole month, and how often a helper takes the question that is up.
AWAY_SHARE = 0.3
HOST_SHARE = 0.5

#: How often the asker comes back, and how often a comment answers the one before it.
COMING_BACK = 0.25
NESTED = 0.45

#: How often a message is edited or taken back.
EDITED = 0.04
TAKEN_BACK = 0.006
