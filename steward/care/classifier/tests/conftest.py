"""Decisions to learn from."""

import pytest

from steward.care.classifier.actions.learn import learn

AD = (
    "加微信领优惠券，限时抢购，名额有限",
    "本店新款连衣裙上架，包邮到家",
    "兼职日结，在家就能做，详情加群",
    "代开发票，价格优惠，随时联系",
    "买二送一，活动只剩今天，戳链接",
    "专业涨粉，一天一千，先看效果",
    "buy cheap watches now, free delivery",
    "limited offer: order today and save",
)
FINE = (
    "今天的活动在三楼会议室，记得带电脑",
    "路口交通很堵，晚到十分钟",
    "然后我们讨论了下一版的计划",
    "这个报错是因为版本不对，升级就好",
    "谢谢大家帮忙，问题解决了",
    "周六的聚会改到下午三点",
    "the build fails on windows, any idea?",
    "thanks, that fixed it for me",
)
ABUSE = (
    "你就是个废物，滚出去",
    "脑残才会这么想",
    "这种人渣不配说话",
    "闭嘴吧蠢货",
    "你全家都是白痴",
    "真是个垃圾人，恶心",
    "shut up, you idiot",
    "what a pathetic moron",
)


@pytest.fixture
def decided(db):
    """A community that decided 144 times, a third of it each advertising, abuse and fine."""
    for label, texts in (("ad", AD), ("abuse", ABUSE), ("", FINE)):
        for number in range(48):
            text = f"{texts[number % len(texts)]} {texts[(number * 3 + 1) % len(texts)]} {'一二三四五六'[number // 8]}"
            learn(text=text, label=label, by=f"judgement:{label or 'fine'}:{number}")


class Silent:
    """Progress nobody reads; keeps what it was told."""

    job_id = None

    def __init__(self):
        self.told = []

    def report(self, done, total=None, note="", *, force=False):
        self.told.append((done, total, note))


@pytest.fixture
def silent():
    return Silent()
