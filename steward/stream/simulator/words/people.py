"""Parts of invented names. Chinese parts carry their Pinyin."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """`王:wang 李:li` as pairs of characters and Pinyin."""
    return tuple((sign, sound) for sign, _, sound in (pair.partition(":") for pair in text.split()))


#: Surnames in rough order of how common they are.
SURNAMES = _pairs(
    "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 徐:xu 孙:sun 马:ma 朱:zhu 胡:hu "
    "郭:guo 何:he 林:lin 高:gao 罗:luo 郑:zheng 梁:liang 谢:xie 宋:song 唐:tang 许:xu 邓:deng 冯:feng 韩:han 曹:cao "
    "曾:zeng 彭:peng 萧:xiao 蔡:cai 潘:pan 田:tian 董:dong 袁:yuan 于:yu 余:yu 叶:ye 蒋:jiang 杜:du 苏:su 魏:wei "
    "程:cheng 吕:lv 丁:ding 沈:shen 任:ren 姚:yao 卢:lu 傅:fu 钟:zhong 欧阳:ouyang 司马:sima"
)

#: Characters of given names; one or two of them make a name.
GIVEN = _pairs(
    "伟:wei 芳:fang 娜:na 敏:min 静:jing 丽:li 强:qiang 磊:lei 军:jun 洋:yang 勇:yong 艳:yan 杰:jie 涛:tao 明:ming "
    "超:chao 霞:xia 平:ping 刚:gang 浩:hao 宇:yu 轩:xuan 博:bo 文:wen 思:si 雨:yu 晨:chen 欣:xin 怡:yi 佳:jia 梓:zi "
    "涵:han 子:zi 墨:mo 一:yi 诺:nuo 睿:rui 泽:ze 瑞:rui 嘉:jia 晓:xiao 云:yun 飞:fei 鹏:peng 辉:hui 建:jian 国:guo "
    "海:hai 燕:yan 玲:ling 婷:ting 雪:xue 梅:mei 兰:lan 竹:zhu 松:song 柏:bai 岩:yan 川:chuan 航:hang 舟:zhou "
    "远:yuan 然:ran 可:ke 心:xin"
)

#: What people call themselves in a chat instead of their name.
NICKNAMES = _words(
    "半杯咖啡 夜航船 山里来的人 不想上班 小满 晚风 白菜炖豆腐 第七日 江湖散人 木鱼 阿飞 星期八 三分糖 "
    "云边小店 老王隔壁 南方有雨 像素猫 二进制少年 听雨轩 一只柠檬 青石板 慢半拍 北纬三十 行者 橘子汽水"
)

FIRST_NAMES = _words(
    "Emma Liam Olivia Noah Ava Lucas Mia Leo Sofia Hugo Clara Felix Nora Oscar Ella Max Ida Theo Lena Jonas Maya Adam "
    "Zoe Simon Alice Peter Hannah David Laura Daniel Sara Martin Julia Thomas Amina Omar Priya Arjun Yuki Kenji Elena "
    "Pavel Marta Ivan Chloe Ethan Grace Henry Ruby Jack Isla Owen Freya Callum"
)
LAST_NAMES = _words(
    "Smith Clarke Walsh Becker Novak Rossi Moreau Lindqvist Jansen Kowalski Silva Costa Murphy Fischer Weber Larsen "
    "Nielsen Berg Horvat Petrov Popov Haddad Khan Patel Sharma Tanaka Sato Okafor Mensah Diaz Garcia Lopez Fernandez "
    "Marino Conti Dubois Laurent Schmidt Wagner Keller Hughes Bennett Foster Hayes Pearce Doyle Quinn Sutton Marsh Holt"
)
HANDLE_WORDS = _words("code dev cloud note fox owl pixel nova river stone byte moss kite loop ember finch")
