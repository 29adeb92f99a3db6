"""A believable square for the benchmark and for looking at pages: members, categories, topics, posts, marks.

Everything is drawn from one seed. Posts are written in Markdown and cooked as usual, three hundred different ones; the
rows themselves are written in bulk, with the counters they must have.
"""

# ruff: noqa: E501 — words, in two languages; Chinese characters count double
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

GIVEN = [
    "小明",
    "雨桐",
    "子涵",
    "浩然",
    "思远",
    "佳怡",
    "俊杰",
    "梦洁",
    "志强",
    "晓燕",
    "海涛",
    "雪梅",
    "天宇",
    "若曦",
    "文博",
    "静怡",
    "嘉豪",
    "语嫣",
    "建国",
    "可欣",
]
FAMILY = [
    "王",
    "李",
    "张",
    "刘",
    "陈",
    "杨",
    "赵",
    "黄",
    "周",
    "吴",
    "徐",
    "孙",
    "胡",
    "朱",
    "高",
    "林",
    "何",
    "郭",
    "马",
    "罗",
]
FIRST = [
    "Ada",
    "Ben",
    "Chloe",
    "Daniel",
    "Eva",
    "Felix",
    "Grace",
    "Henry",
    "Iris",
    "Jonas",
    "Kim",
    "Leo",
    "Maya",
    "Noah",
    "Olga",
    "Paul",
    "Ruth",
    "Sam",
    "Tara",
    "Yuki",
]
LAST = [
    "Lovelace",
    "Novak",
    "Okafor",
    "Park",
    "Quinn",
    "Rossi",
    "Silva",
    "Tanaka",
    "Usman",
    "Vogel",
    "Weber",
    "Young",
    "Zhao",
    "Berg",
    "Costa",
    "Diaz",
]
CATEGORIES = (
    ("announcements", "社区公告", "团队的消息:新版本、活动、规则", "#a9571a", "megaphone", ""),
    ("questions", "提问求助", "遇到问题先搜一搜,没有就问", "#1f6f9c", "circle-help", ""),
    ("install", "安装与升级", "第一次跑起来,或者换到新版本", "#3a6fb0", "download", "questions"),
    ("share", "经验分享", "做成了什么,踩过哪些坑", "#1d6655", "sprout", ""),
    ("showcase", "作品展示", "Show what you have made", "#9c3f72", "palette", "share"),
    ("meetups", "线下聚会", "城市小组、读书会、周末爬山", "#7d7414", "map-pin", ""),
    ("lounge", "茶水间", "什么都可以聊", "#6b4f3a", "coffee", ""),
    ("english", "English corner", "For those who read and write in English", "#5b4a9c", "languages", ""),
)  # fmt: skip
TAGS = [
    "入门",
    "性能",
    "部署",
    "数据库",
    "前端",
    "插件",
    "移动端",
    "活动",
    "招募",
    "反馈",
    "教程",
    "翻译",
    "设计",
    "硬件",
    "音频",
    "API",
    "Docker",
    "Linux",
    "Python",
    "求助",
]
TITLES = (
    "第一次部署就卡在数据库迁移,日志在下面", "大家的社群都是怎么欢迎新人的?", "周末上海读书会,报名接龙",
    "分享一个给移动端减重的办法", "升级到新版本之后图片不显示了", "How do you keep a mailing list alive?",
    "关于标签的一点建议", "我们用了三个月的运营复盘", "有没有人做过微信群和论坛的同步", "新手求助:插件装上没有反应",
    "What a year of weekly calls taught us", "这个报错是什么意思?", "把十年的邮件列表搬过来的全过程",
    "本月精华帖整理", "想办一次线上黑客松,求经验", "Dark theme: contrast of links", "服务器从一台变成三台,记录一下",
    "怎样让潜水的人开口说话", "搜索两个字的词为什么搜不到", "A small tool for moderators",
)  # fmt: skip
WORDS = (
    "昨天在两台机器上都试过了,结果一样:服务能起来,但是第一次打开首页要等很久。日志里没有报错,只有一行关于连接池的提示。",
    "我们的做法是先发一封欢迎信,再请一位老成员在三天之内回复他的第一帖。三个月下来,新人的第二帖率从百分之二十一涨到了三十八。",
    "谢谢!照着你说的把缓存关掉就好了。顺便问一下,这个设置以后升级会不会被覆盖?",
    "补充一点:如果用的是旧版本,要先执行一次迁移,否则会出现重复的记录。",
    "I tried both ways. The first is simpler, but it breaks as soon as somebody pastes an image; the second one survives.",
    ("We have been running this for about a year now, with forty people on a good day. The thing that helped most was boring: "
     "answering every first question within a day."),
    "同意楼上。规则写得再细,不如有人每天在。",
    "这里有一份我们用的清单,按顺序做就行。",
    "Same here, on Debian 12 with the packaged database. Restarting the worker made it go away, until the next morning.",
    "可以试试把图片先压到 1600 像素再上传,体积能小一半,肉眼看不出差别。",
    "周六下午两点,老地方,靠窗的长桌。带上你最近在读的书,每人讲十分钟。",
    "The numbers look wrong to me: it counts people who joined and left within the same week as active.",
)  # fmt: skip
EXTRAS = (
    "\n\n- 先备份\n- 再升级\n- 最后看日志",
    '\n\n```python\ndef greet(name: str) -> str:\n    return f"你好,{name}"\n```',
    "\n\n> 规则写得再细,不如有人每天在。\n\n说得好。",
    "\n\n| 月份 | 新人 | 第二帖 |\n|---|---:|---:|\n| 一月 | 120 | 25 |\n| 二月 | 138 | 41 |",
    "\n\n1. Open the settings\n2. Turn **mail** on\n3. Send a test to yourself",
    "", "", "", "", "",
)  # fmt: skip
NOW = datetime.now(UTC).replace(microsecond=0)


def fill(topics: int = 2000, posts: int = 50_000, members: int = 1000, seed: int = 1) -> dict[str, Any]:
    """Write all of it; returns ids for the load: `accounts`, `topics` (the liveliest first)."""
    draw = random.Random(seed)
    people, accounts = _people(draw, members)
    places = _categories()
    tags = _tags()
    made = _topics(draw, topics, posts, people, places)
    _posts(draw, made, people)
    _topic_tags(draw, made, tags)
    _marks(draw, made, accounts)
    _count(made, tags)
    return {"accounts": accounts, "topics": [topic.pk for topic in sorted(made, key=lambda t: -t.posts_count)]}


def _people(draw: random.Random, count: int) -> tuple[list[int], list[int]]:
    from allauth.account.models import EmailAddress

    from steward.people.access.models import Grant
    from steward.people.accounts.models import Account
    from steward.people.joining.models import Profile
    from steward.people.members.models import Identity, Member

    names = [
        draw.choice(FAMILY) + draw.choice(GIVEN)
        if draw.random() < 0.65
        else f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        for _number in range(count)
    ]
    accounts = Account.objects.bulk_create(
        [Account(email=f"m{n}@example.org", name=name, password="!") for n, name in enumerate(names)], 2000
    )
    Account.objects.filter(pk__in=[a.pk for a in accounts]).update(date_joined=NOW - timedelta(days=800))
    joined = [NOW - timedelta(days=800 * (1 - n / count) ** 2, hours=1) for n in range(count)]
    Profile.objects.bulk_create(
        [
            Profile(
                account=a, name_key=f"bench{n}", state="approved", vouched=True, joined_at=joined[n], made_at=joined[n]
            )
            for n, a in enumerate(accounts)
        ],
        2000,
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=a, email=a.email, verified=True, primary=True) for a in accounts]
    )
    rows = Member.objects.bulk_create([Member(name=a.name, account=a) for a in accounts], 2000)
    identities = Identity.objects.bulk_create(
        [
            Identity(member=m, home=m, service="forum", realm="square", account_id=str(a.pk), name=a.name)
            for m, a in zip(rows, accounts, strict=True)
        ],
        2000,
    )
    Grant.objects.create(account=accounts[0], role="owner", granted_at=NOW)
    Grant.objects.create(account=accounts[1], role="moderator", granted_at=NOW)
    return [identity.pk for identity in identities], [a.pk for a in accounts]


def _categories() -> list[Any]:
    from steward.square.forum.models import Category

    made: dict[str, Any] = {}
    for position, (key, name, words, color, icon, parent) in enumerate(CATEGORIES):
        made[key], _new = Category.objects.update_or_create(
            key=key,
            defaults={"name": name, "description": words, "color": color, "icon": icon, "position": position,
                      "parent": made.get(parent)},
        )  # fmt: skip
    return list(made.values())


def _tags() -> list[Any]:
    from steward.foundation.kernel.text import fold
    from steward.square.forum.models import Tag

    return [Tag.objects.get_or_create(key=fold(name), defaults={"name": name})[0] for name in TAGS]


def _topics(draw: random.Random, count: int, posts: int, people: list[int], places: list[Any]) -> list[Any]:
    """Sizes follow a power law and sum up to `posts`; ages are spread over two years, the liveliest lately."""
    from steward.square.forum.models import Topic
    from steward.square.forum.rules.titles import slug_of

    weights = [draw.paretovariate(1.1) for _number in range(count)]
    scale = (posts - count) / sum(weights)
    made = []
    for number, weight in enumerate(weights):
        began = NOW - timedelta(days=730 * (1 - number / count), minutes=draw.randrange(1440))
        title = f"{draw.choice(TITLES)}" if number > count - 20 else f"{draw.choice(TITLES)} · {number}"
        kind = "question" if draw.random() < 0.4 else "discussion"
        made.append(
            Topic(
                category=draw.choice(places), kind=kind, title=title, slug=slug_of(title), created_at=began,
                last_post_at=began, author_id=draw.choice(people), posts_count=1 + int(weight * scale),
                featured_at=began if draw.random() < 0.02 else None, views=draw.randrange(5000),
            )
        )  # fmt: skip
    short = posts - sum(topic.posts_count for topic in made)
    made[draw.randrange(count)].posts_count += max(short, 0)
    Topic.objects.bulk_create(made, 2000)
    return made


def _posts(draw: random.Random, topics: list[Any], people: list[int]) -> None:
    from steward.square.forum.cooking import COOK_VERSION, cook
    from steward.square.forum.enums import REACTIONS
    from steward.square.forum.models import Post

    sources = []
    for _number in range(300):
        source = "\n\n".join(draw.sample(WORDS, draw.choice((1, 1, 2, 2, 3)))) + draw.choice(EXTRAS)
        sources.append((source, cook(source)))
    waiting: list[Any] = []
    for topic in topics:
        at, authors, reactions = topic.created_at, Counter([topic.author_id]), 0
        step = (NOW - topic.created_at) * draw.random() / max(topic.posts_count, 1)
        for number in range(1, topic.posts_count + 1):
            source, cooked = draw.choice(sources)
            author = topic.author_id if number == 1 else draw.choice(people)
            given = {draw.choice(REACTIONS[:4]): draw.randrange(1, 9)} if draw.random() < 0.3 else {}
            authors[author] += 1
            reactions += sum(given.values())
            waiting.append(
                Post(
                    topic=topic, number=number, author_id=author, source=source, cooked=cooked.html,
                    cooked_by=COOK_VERSION, language=cooked.language, created_at=at, reactions=given,
                    reactions_count=sum(given.values()), edits=int(draw.random() < 0.05),
                    edited_at=at if draw.random() < 0.05 else None,
                )
            )  # fmt: skip
            if number == 1:
                topic.excerpt = cooked.excerpt
            topic.last_post_at, topic.last_author_id = at, author
            at += step * draw.uniform(0.2, 1.8)
            at = min(at, NOW)
        topic.highest_number, topic.participants, topic.reactions = topic.posts_count, len(authors), reactions
        if len(waiting) > 5000:
            Post.objects.bulk_create(waiting, 2000)
            waiting = []
    Post.objects.bulk_create(waiting, 2000)


def _topic_tags(draw: random.Random, topics: list[Any], tags: list[Any]) -> None:
    from steward.square.forum.models import TopicTag

    rows = [
        TopicTag(topic=topic, tag=tag) for topic in topics for tag in draw.sample(tags, draw.choice((0, 1, 1, 2, 3)))
    ]
    TopicTag.objects.bulk_create(rows, 2000)


def _marks(draw: random.Random, topics: list[Any], accounts: list[int]) -> None:
    """Fifty readers with a past: read marks, bookmarks, follows, reactions, notifications."""
    from steward.square.forum.models import Follow, ReadMark

    lately = topics[-600:]
    rows, follows = [], []
    for account in accounts[:50]:
        rows += [
            ReadMark(account_id=account, topic=topic, number=draw.randrange(1, topic.posts_count + 1), at=NOW)
            for topic in draw.sample(lately, min(len(lately), 150))
        ]
        follows += [
            Follow(account_id=account, target="topic", target_id=topic.pk, level="following", at=NOW)
            for topic in draw.sample(lately, min(len(lately), 20))
        ]
    ReadMark.objects.bulk_create(rows, 2000)
    Follow.objects.bulk_create(follows, 2000)


def _count(topics: list[Any], tags: list[Any]) -> None:
    """The counters and the accepted answers."""
    from django.db import connection
    from django.db.models import Count

    from steward.square.forum.models import Category, Post, Tag, Topic, TopicTag

    seconds = dict(Post.objects.filter(number=2, topic__kind="question").values_list("topic_id", "pk"))
    for topic in topics:
        if topic.pk in seconds and topic.pk % 3:
            topic.accepted_id = seconds[topic.pk]
    topics[-1].pin, topics[-1].locked_at = "everywhere", None
    Topic.objects.bulk_update(
        topics,
        ["highest_number", "participants", "reactions", "excerpt", "last_post_at", "last_author", "accepted", "pin"],
        500,
    )
    for category in Category.objects.all():
        own = [topic for topic in topics if topic.category_id == category.pk]
        category.topics, category.posts = len(own), sum(topic.posts_count for topic in own)
        category.last_post_at = max((topic.last_post_at for topic in own), default=None)
        category.save()
    counted = dict(TopicTag.objects.values_list("tag").annotate(n=Count("pk")))
    for tag in tags:
        Tag.objects.filter(pk=tag.pk).update(topics=counted.get(tag.pk, 0))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
