"""Names, handles, addresses and domains that say nothing about who somebody is."""

import re


def _words(text: str) -> list[str]:
    return text.split()


#: Local parts and handles that belong to a function, a machine or nobody, letters and digits only.
GENERIC_LOCALS = frozenset(
    _words("""
    admin administrator anonymous announce billing bot build builder ci contact commit commits cvs debian default
    deploy dev developer developers devnull devops email example git github gitlab guest hello help hi home
    hostmaster info jenkins job jobs legal list lists localhost mail mailer mailerdaemon mailman marketing master
    me media member my myself name news nobody noc none noreply notification notifications null office ops owner
    postmaster press privacy public root sales security self server service shop spam staff subversion support svn
    sysadmin system systems team test tester testing tests tmp ubuntu unknown user users vagrant web webmaster
    work www you your
""")
)

#: Words in a display name that make it a function, not a person.
GENERIC_NAMES = frozenset(
    _words("""
    admin administrator anonymous bot deleted developer github guest root system team test unknown user someone
    nobody none deleteduser ghost localhost ubuntu webmaster 管理员 匿名 用户 游客 测试
""")
)

NO_REPLY = re.compile(
    r"no-?reply|do-?not-?reply|donotreply|mailer-daemon|bounce|notifications?@|^root@|^[^@]*@localhost|@.*\.(local|lan|localdomain|internal|home)$"
)

SHARED_HOSTS = frozenset({"localhost", "localhost.localdomain", "example.com", "example.org", "example.net", "invalid"})

#: Providers where anybody has an address: the domain says nothing.
PUBLIC_MAIL = frozenset(
    _words("""
    126.com 139.com 163.com 189.cn 21cn.com aliyun.com aol.com comcast.net fastmail.com fastmail.fm foxmail.com
    gmail.com gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.fr icloud.com
    live.cn live.com mac.com mail.com mail.ru me.com msn.com naver.com orange.fr outlook.com pm.me posteo.de
    proton.me protonmail.ch protonmail.com qq.com rediffmail.com rambler.ru riseup.net sina.cn sina.com sohu.com
    t-online.de users.noreply.github.com vip.qq.com vip.163.com web.de yahoo.co.in yahoo.co.jp yahoo.co.uk
    yahoo.com yahoo.com.cn yahoo.fr yandex.com yandex.ru yeah.net ymail.com zoho.com wanadoo.fr free.fr
    laposte.net libero.it bk.ru inbox.ru list.ru ukr.net
""")
)
