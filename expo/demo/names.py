"""Invented names of people. Every person made from these lists is fictitious."""

from dataclasses import dataclass
from random import Random

# Family names: Hong Kong romanisation, pinyin, Traditional, Simplified.
FAMILY_NAMES = [
    ("Chan", "Chen", "陳", "陈"), ("Wong", "Huang", "黃", "黄"), ("Lee", "Li", "李", "李"), ("Cheung", "Zhang", "張", "张"),
    ("Lau", "Liu", "劉", "刘"), ("Lam", "Lin", "林", "林"), ("Ng", "Wu", "吳", "吴"), ("Ho", "He", "何", "何"),
    ("Leung", "Liang", "梁", "梁"), ("Chow", "Zhou", "周", "周"), ("Yeung", "Yang", "楊", "杨"), ("Tsang", "Zeng", "曾", "曾"),
    ("Tang", "Deng", "鄧", "邓"), ("Mak", "Mai", "麥", "麦"), ("Kwok", "Guo", "郭", "郭"), ("Yip", "Ye", "葉", "叶"),
    ("Tse", "Xie", "謝", "谢"), ("Fung", "Feng", "馮", "冯"), ("Hui", "Xu", "許", "许"), ("Lo", "Luo", "羅", "罗"),
    ("Poon", "Pan", "潘", "潘"), ("Yuen", "Yuan", "袁", "袁"), ("Kwan", "Guan", "關", "关"), ("Choi", "Cai", "蔡", "蔡"),
    ("Siu", "Xiao", "蕭", "萧"), ("Tong", "Tang", "唐", "唐"), ("Wan", "Yin", "尹", "尹"), ("Shek", "Shi", "石", "石"),
    ("Fan", "Fan", "范", "范"), ("Mok", "Mo", "莫", "莫"), ("Chiu", "Zhao", "趙", "赵"), ("Suen", "Sun", "孫", "孙"),
    ("Chu", "Zhu", "朱", "朱"), ("Hung", "Hong", "洪", "洪"), ("Kong", "Jiang", "江", "江"), ("Law", "Luo", "羅", "罗"),
    ("Cheng", "Zheng", "鄭", "郑"), ("Tam", "Tan", "譚", "谭"), ("Lui", "Lü", "呂", "吕"), ("To", "Du", "杜", "杜"),
    ("Yiu", "Yao", "姚", "姚"), ("Sin", "Xian", "冼", "冼"), ("Pang", "Peng", "彭", "彭"), ("Wu", "Hu", "胡", "胡"),
    ("Kan", "Jian", "簡", "简"), ("Lai", "Li", "黎", "黎"),
]  # fmt: skip

# Given names as people of Hong Kong and the mainland bear them: romanisation, pinyin, Traditional, Simplified. Two lists,
# so that a given name and an English name go together. Nothing of this is recorded or matched.
GIVEN_NAMES = (
    [
        ("Tai Man", "Daming", "大明", "大明"), ("Chun Hei", "Junxi", "俊熙", "俊熙"), ("Ho Yin", "Haoran", "浩然", "浩然"),
        ("Kwok Wai", "Guowei", "國偉", "国伟"), ("Yat Long", "Yilang", "逸朗", "逸朗"), ("Chi Hang", "Zhiheng", "志恒", "志恒"),
        ("Wai Kit", "Weijie", "偉傑", "伟杰"), ("King Fung", "Jingfeng", "景峰", "景峰"), ("Tin Lok", "Tianle", "天樂", "天乐"),
        ("Man Kit", "Wenjie", "文傑", "文杰"), ("Long Hin", "Langxuan", "朗軒", "朗轩"), ("Ka Ho", "Jiahao", "家豪", "家豪"),
        ("Sze Ming", "Siming", "思明", "思明"), ("Hin Lung", "Xianlong", "顯龍", "显龙"), ("Yu Hang", "Yuheng", "宇恒", "宇恒"),
        ("Chi Wai", "Zhiwei", "志偉", "志伟"), ("Kin Pong", "Jianbang", "建邦", "建邦"), ("Cheuk Him", "Zhuoqian", "卓謙", "卓谦"),
        ("Tsz Kin", "Zijian", "子健", "子健"), ("Wing Hong", "Yongkang", "永康", "永康"), ("Pak Ho", "Bohao", "柏豪", "柏豪"),
        ("Siu Fung", "Shaofeng", "少峰", "少峰"), ("Ming Yeung", "Mingyang", "明揚", "明扬"), ("Chun Kit", "Junjie", "俊傑", "俊杰"),
        ("Ka Wai", "Jiawei", "家偉", "家伟"), ("Lap Yan", "Liren", "立人", "立人"), ("Hoi Ming", "Haiming", "海明", "海明"),
        ("Kai Yin", "Qixian", "啟賢", "启贤"), ("Wan Fai", "Yunhui", "雲輝", "云辉"), ("Tsz Hin", "Zixuan", "子軒", "子轩"),
    ],
    [
        ("Ka Yan", "Jiaxin", "嘉欣", "嘉欣"), ("Wing Sze", "Yongshi", "詠詩", "咏诗"), ("Tsz Ching", "Ziqing", "子晴", "子晴"),
        ("Mei Ling", "Meiling", "美玲", "美玲"), ("Hoi Lam", "Kailin", "凱琳", "凯琳"), ("Sum Yi", "Xinyi", "心怡", "心怡"),
        ("Lok Yiu", "Leyao", "樂瑤", "乐瑶"), ("Suet Man", "Xuewen", "雪雯", "雪雯"), ("Yuet Ting", "Yueting", "悅婷", "悦婷"),
        ("Hiu Tung", "Xiaotong", "曉彤", "晓彤"), ("Ching Yee", "Jingyi", "靜儀", "静仪"), ("Nga Man", "Yawen", "雅雯", "雅雯"),
        ("Wing Lam", "Yinglin", "穎琳", "颖琳"), ("Pui Shan", "Peishan", "佩珊", "佩珊"), ("Ka Man", "Jiawen", "嘉雯", "嘉雯"),
        ("Sze Wing", "Siying", "思穎", "思颖"), ("Yan Yi", "Xinyi", "欣怡", "欣怡"), ("Lai Kuen", "Lijuan", "麗娟", "丽娟"),
        ("Hau Ling", "Qiaoling", "巧玲", "巧玲"), ("Cheuk Lam", "Zhuolin", "卓琳", "卓琳"), ("Tsz Yan", "Zixin", "子欣", "子欣"),
        ("Wai Yee", "Huiyi", "慧儀", "慧仪"), ("Man Wai", "Minhui", "敏慧", "敏慧"), ("Yuk Ping", "Yuping", "玉萍", "玉萍"),
        ("Hei Tung", "Xitong", "希彤", "希彤"), ("Ho Ching", "Haoqing", "皓晴", "皓晴"), ("Lok Yan", "Leyin", "樂欣", "乐欣"),
        ("Choi Yee", "Caiyi", "彩怡", "彩怡"), ("Sin Ting", "Qianting", "倩婷", "倩婷"), ("Yin Fan", "Yanfen", "燕芬", "燕芬"),
    ],
)  # fmt: skip

ENGLISH_NAMES = (
    [
        "Peter", "Jason", "Kelvin", "Ryan", "Eric", "Tony", "Henry", "Marco", "Oscar", "Ray", "Terence", "Anson", "Calvin", "Alan",
        "Benson", "Dickson", "Edmund", "Felix", "Gary", "Ivan", "Jacky", "Keith", "Matthew", "Nelson", "Raymond", "Samson", "Wilson",
    ],
    [
        "Mandy", "Vivian", "Joyce", "Cherry", "Fiona", "Grace", "Iris", "Natalie", "Phoebe", "Sonia", "Yoyo", "Bella", "Dorothy",
        "Alice", "Candy", "Doris", "Elaine", "Florence", "Gloria", "Helen", "Jenny", "Karen", "Michelle", "Queenie", "Rachel", "Tiffany",
    ],
)  # fmt: skip

OTHER_NAMES = [
    ("Sharma", "Ananya"), ("Patel", "Rohan"), ("Iyer", "Kavya"), ("Mehta", "Arjun"), ("Rao", "Divya"), ("Nguyen", "Minh Anh"),
    ("Tran", "Duc Huy"), ("Kim", "Seo-yeon"), ("Park", "Ji-hoon"), ("Choi", "Min-jun"), ("Tanaka", "Haruka"), ("Sato", "Kenji"),
    ("Suzuki", "Aoi"), ("Santos", "Miguel"), ("Reyes", "Andrea"), ("Cruz", "Paolo"), ("Smith", "Oliver"), ("Brown", "Charlotte"),
    ("Taylor", "Hannah"), ("Müller", "Jonas"), ("Dubois", "Camille"), ("Rossi", "Giulia"), ("Silva", "Beatriz"), ("Novak", "Petra"),
    ("Khan", "Ayesha"), ("Ahmed", "Bilal"), ("Gurung", "Sunita"), ("", "Suharto"), ("Lim", "Wei Jie"), ("Tan", "Hui Min"),
    ("Wijaya", "Putri"), ("Perera", "Dilshan"), ("Johnson", "Amara"), ("Okafor", "Chidi"), ("Lindqvist", "Elsa"), ("van Dijk", "Sanne"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name as domain rules store them, and the ASCII form used in the address."""

    family: str
    given: str
    preferred: str
    chinese: str
    address: str


def person_name(rng: Random, origin: str) -> PersonName:
    """Draw a fictitious name; `origin` ("hk", "cn", "other") only decides how it is written."""
    if origin == "other":
        family, given = rng.choice(OTHER_NAMES)
        return PersonName(family, given, "", "", _address(given, family or "x"))
    family_hk, family_py, hant_f, hans_f = rng.choice(FAMILY_NAMES)
    which = rng.randrange(2)
    given_hk, given_py, hant_g, hans_g = rng.choice(GIVEN_NAMES[which])
    if origin == "cn":
        return PersonName(family_py, given_py, "", hans_f + hans_g, _address(given_py, family_py))
    preferred = rng.choice(ENGLISH_NAMES[which]) if rng.random() < 0.6 else ""
    chinese = hant_f + hant_g if rng.random() < 0.8 else ""
    return PersonName(family_hk, given_hk, preferred, chinese, _address(given_hk, family_hk))


def _address(given: str, family: str) -> str:
    return f"{given}.{family}".lower().replace(" ", "").replace("ü", "u")
