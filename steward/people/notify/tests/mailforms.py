"""How mail programs frame an answer: each form takes the words of one's own and what was answered, gives a body."""

# ruff: noqa: E501  (the forms are as they come)

QUOTED = "水温很重要，请看这里。\nThe water matters, see here.\nQUOTED-SECRET-7"


def arrows(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _bar(head: str):
    return lambda own, quoted: f"{own}\n\n{head}\n{quoted}"


PLAIN = {
    "gmail-en": lambda own, quoted: (
        f"{own}\n\nOn Wed, 6 May 2026 at 12:00, 张三 · 茶馆 <tea@house.example> wrote:\n\n{arrows(quoted)}\n"
    ),
    "gmail-en-folded": lambda own, quoted: (
        f"{own}\n\nOn Wed, 6 May 2026 at 12:00, A very long name indeed of somebody\n"
        f"<reply+1-1-abcdefghijklmnop@house.example> wrote:\n\n{arrows(quoted)}"
    ),
    "gmail-en-us": lambda own, quoted: (
        f"{own}\n\nOn Wed, May 6, 2026 at 12:00 PM Ada <ada@example.org>\nwrote:\n\n{arrows(quoted)}"
    ),
    "gmail-zh": lambda own, quoted: (
        f"{own}\n\n张三 · 茶馆 <tea@house.example> 于2026年5月6日周三 12:00写道：\n\n{arrows(quoted)}\n"
    ),
    "gmail-zh-folded": lambda own, quoted: (
        f"{own}\n\n张三 · 茶馆 <reply+1-1-abcdefghijklmnop@house.example> 于\n2026年5月6日周三 12:00写道：\n\n{arrows(quoted)}"
    ),
    "apple-en": lambda own, quoted: (
        f"{own}\n\n> On 6. May 2026, at 12:00, Zhang San <tea@house.example> wrote:\n> \n{arrows(quoted)}"
    ),
    "apple-zh": lambda own, quoted: (
        f"{own}\n\n> 2026年5月6日 12:00，张三 <tea@house.example> 写道：\n> \n{arrows(quoted)}\n"
    ),
    "iphone-en": lambda own, quoted: (
        f"{own}\n\nSent from my iPhone\n\nOn May 6, 2026, at 12:00, Zhang <tea@house.example> wrote:\n\n{quoted}"
    ),
    "iphone-zh": lambda own, quoted: (
        f"{own}\n\n发自我的 iPhone\n\n在 2026年5月6日，12:00，张三 <tea@house.example> 写道：\n\n{quoted}"
    ),
    "outlook-en": _bar(
        "________________________________\nFrom: Zhang <tea@house.example>\nSent: Wednesday, May 6, 2026 12:00\n"
        "To: Lin <lin@example.org>\nSubject: Re: tea\n"
    ),
    "outlook-classic": _bar(
        "-----Original Message-----\nFrom: Zhang [mailto:tea@house.example]\nSent: Wednesday, May 6, 2026 12:00 PM\n"
        "To: Lin\nSubject: tea\n"
    ),
    "outlook-zh": _bar(
        "发件人: 张三 <tea@house.example>\n发送时间: 2026年5月6日 12:00\n收件人: 林晓 <lin@example.org>\n主题: Re: 泡茶\n"
    ),
    "outlook-bold": _bar(
        "*From:* Zhang <tea@house.example>\n*Sent:* Wednesday, May 6, 2026 12:00\n*To:* Lin\n*Subject:* tea\n"
    ),
    "outlook-mobile": _bar(
        "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
        "From: Zhang <tea@house.example>\nSent: Wednesday, May 6, 2026 12:00\nTo: Lin\nSubject: tea\n"
    ),
    "qq": _bar(
        '------------------ 原始邮件 ------------------\n发件人: "张三" <tea@house.example>;\n'
        '发送时间: 2026年5月6日(星期三) 中午12:00\n收件人: "林晓"<lin@example.org>;\n主题: 泡茶\n'
    ),
    "qq-en": _bar(
        '------------------ Original ------------------\nFrom: "Zhang" <tea@house.example>;\n'
        'Date: Wed, May 6, 2026 12:00 PM\nTo: "Lin"<lin@example.org>;\nSubject: tea\n'
    ),
    "netease": lambda own, quoted: (
        f'{own}\n\n\n\n在 2026-05-06 12:00:00，"张三 · 茶馆" <tea@house.example> 写道：\n\n{arrows(quoted)}'
    ),
    "netease-master": lambda own, quoted: (
        f"{own}\n\n\n| |\n林晓\n|\n|\nlin@example.org\n|\n签名由 网易邮箱大师 定制\n\n---- 回复的原邮件 ----\n"
        f"| 发件人 | 张三<tea@house.example> |\n| 日期 | 2026年5月6日 12:00 |\n{quoted}"
    ),
    "foxmail": _bar(
        "林晓\nlin@example.org\n \n发件人： 张三\n发送时间： 2026-05-06 12:00\n收件人： lin\n主题： 泡茶\n"
    ),
    "signature": lambda own, quoted: f"{own}\n\n-- \nLin Xiao\nTea house, 2nd floor\n\n{arrows(quoted)}",
    "below": lambda own, quoted: f"On Wed, 6 May 2026 at 12:00, Z wrote\n{arrows(quoted)}\n\n{own}",
    "android": lambda own, quoted: f"{own}\n\n来自我的华为手机\n\n-------- 原始邮件 --------\n发件人： 张三\n{quoted}",
    "bare": lambda own, quoted: own,
}

#: Forms that leave a line or two of the frame that no rule can tell from words of one's own.
LEAVES = {"foxmail": ("林晓", "lin@example.org"), "below": ("On Wed, 6 May 2026 at 12:00, Z wrote",)}

HTML = {
    "gmail": '<div dir="ltr">{own}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Wed, 6 May '
    '2026 at 12:00, Z &lt;<a href="x">t@h</a>&gt; wrote:<br></div><blockquote class="gmail_quote">{quoted}</blockquote></div>',
    "outlook": '<html><body><div class="elementToProof">{own}</div><div id="appendonsend"></div><hr>'
    '<div id="divRplyFwdMsg"><b>From:</b> Z</div><div>{quoted}</div></body></html>',
    "apple": '<html><body>{own}<br><div><blockquote type="cite"><div>On 6 May, Z wrote:</div>{quoted}</blockquote></div></body></html>',
    "qq": "<div>{own}</div><div><includetail><div>------------------ 原始邮件 ------------------</div><div>{quoted}"
    "</div></includetail></div>",
    "netease": '<div style="line-height:1.7">{own}</div><br><div class="ntes-mailmaster-quote"><p>回复的原邮件</p>'
    "<blockquote id=isReplyContent>{quoted}</blockquote></div>",
    "thunderbird": '<p>{own}</p><div class="moz-cite-prefix">Am 06.05.26 schrieb Z:</div><blockquote type="cite">'
    "{quoted}</blockquote>",
    "foxmail": "<style>p{{}}</style><div>{own}</div><div><hr></div><div><div>发件人：&nbsp;Z</div><div>发送时间：&nbsp;1"
    "</div><div>收件人：&nbsp;L</div><div>主题：&nbsp;t</div></div><div>{quoted}</div>",
    "script": "<head><title>QUOTED-SECRET-7</title></head><script>QUOTED-SECRET-7</script>{own}",
}
