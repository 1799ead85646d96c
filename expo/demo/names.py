"""Invented names of people and companies. Every person and company made from these lists is fictitious."""

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
]  # fmt: skip

# Given names: Hong Kong romanisation, pinyin, Traditional, Simplified.
GIVEN_NAMES = [
    ("Tai Man", "Daming", "大明", "大明"), ("Ka Yan", "Jiaxin", "嘉欣", "嘉欣"), ("Wing Sze", "Yongshi", "詠詩", "咏诗"),
    ("Chun Hei", "Junxi", "俊熙", "俊熙"), ("Tsz Ching", "Ziqing", "子晴", "子晴"), ("Ho Yin", "Haoran", "浩然", "浩然"),
    ("Mei Ling", "Meiling", "美玲", "美玲"), ("Kwok Wai", "Guowei", "國偉", "国伟"), ("Hoi Lam", "Kailin", "凱琳", "凯琳"),
    ("Yat Long", "Yilang", "逸朗", "逸朗"), ("Sum Yi", "Xinyi", "心怡", "心怡"), ("Chi Hang", "Zhiheng", "志恒", "志恒"),
    ("Lok Yiu", "Leyao", "樂瑤", "乐瑶"), ("Pak Yin", "Baiyan", "柏然", "柏然"), ("Wai Kit", "Weijie", "偉傑", "伟杰"),
    ("Suet Man", "Xuewen", "雪雯", "雪雯"), ("King Fung", "Jingfeng", "景峰", "景峰"), ("Yuet Ting", "Yueting", "悅婷", "悦婷"),
    ("Tin Lok", "Tianle", "天樂", "天乐"), ("Hiu Tung", "Xiaotong", "曉彤", "晓彤"), ("Man Kit", "Wenjie", "文傑", "文杰"),
    ("Ching Yee", "Jingyi", "靜儀", "静仪"), ("Long Hin", "Langxuan", "朗軒", "朗轩"), ("Ka Ho", "Jiahao", "家豪", "家豪"),
    ("Nga Man", "Yawen", "雅雯", "雅雯"), ("Sze Ming", "Siming", "思明", "思明"), ("Hin Lung", "Xianlong", "顯龍", "显龙"),
    ("Wing Lam", "Yonglin", "穎琳", "颖琳"), ("Yu Hang", "Yuheng", "宇恒", "宇恒"), ("Pui Shan", "Peishan", "佩珊", "佩珊"),
]  # fmt: skip

ENGLISH_NAMES = [
    "Peter", "Mandy", "Jason", "Vivian", "Kelvin", "Joyce", "Ryan", "Cherry", "Eric", "Fiona", "Tony", "Grace", "Henry",
    "Iris", "Marco", "Natalie", "Oscar", "Phoebe", "Ray", "Sonia", "Terence", "Yoyo", "Anson", "Bella", "Calvin", "Dorothy",
]  # fmt: skip

OTHER_NAMES = [
    ("Sharma", "Ananya"), ("Patel", "Rohan"), ("Iyer", "Kavya"), ("Nguyen", "Minh Anh"), ("Tran", "Duc Huy"), ("Kim", "Seo-yeon"),
    ("Park", "Ji-hoon"), ("Tanaka", "Haruka"), ("Sato", "Kenji"), ("Santos", "Miguel"), ("Reyes", "Andrea"), ("Smith", "Oliver"),
    ("Brown", "Charlotte"), ("Müller", "Jonas"), ("Dubois", "Camille"), ("Rossi", "Giulia"), ("Silva", "Beatriz"), ("Khan", "Ayesha"),
    ("", "Suharto"), ("Lim", "Wei Jie"), ("Tan", "Hui Min"), ("Wijaya", "Putri"), ("Perera", "Dilshan"), ("Johnson", "Amara"),
]  # fmt: skip

# Company stems: Latin, Traditional, Simplified.
STEMS = [
    ("Lumora", "曜辰", "曜辰"), ("Harbourline", "維港線", "维港线"), ("Tidewise", "潮知", "潮知"), ("Jadegate", "翠門", "翠门"),
    ("Northpier", "北埗", "北埗"), ("Silkmesh", "絲網", "丝网"), ("Quantiva", "量華", "量华"), ("Bauhinia Works", "荊芯工坊", "荆芯工坊"),
    ("Skyloom", "天織", "天织"), ("Peakform", "峰成", "峰成"), ("Redkite", "赤鳶", "赤鸢"), ("Mirai Bay", "未來灣", "未来湾"),
    ("Opalyn", "蛋白石", "蛋白石"), ("Verdance", "綠躍", "绿跃"), ("Nimbolt", "雲擎", "云擎"), ("Pearlstream", "珠流", "珠流"),
    ("Kestrel", "隼科", "隼科"), ("Auralis", "聆光", "聆光"), ("Terracube", "地立方", "地立方"), ("Helixon", "螺研", "螺研"),
    ("Brightquay", "明埠", "明埠"), ("Cinnabar", "丹砂", "丹砂"), ("Monsoon", "季風", "季风"), ("Lanternfish", "燈魚", "灯鱼"),
    ("Sevenhill", "七丘", "七丘"), ("Ferrowave", "鐵波", "铁波"), ("Greyheron", "蒼鷺", "苍鹭"), ("Inkstone", "硯台", "砚台"),
    ("Moonharbour", "月港", "月港"), ("Stratus Nine", "層雲九", "层云九"), ("Yuexin", "粵新", "粤新"), ("Cloudpaddy", "雲田", "云田"),
    ("Banyan", "榕進", "榕进"), ("Swiftcrane", "迅鶴", "迅鹤"), ("Coralight", "珊光", "珊光"), ("Deepfield", "深田", "深田"),
    ("Everpine", "恒松", "恒松"), ("Glasswing", "透翅", "透翅"), ("Hexaform", "六合", "六合"), ("Ivory Tower", "象塔", "象塔"),
]  # fmt: skip

# What a company of a cluster calls itself: Latin, Traditional, Simplified.
SUFFIXES = {
    "ai": [("AI", "人工智能", "人工智能"), ("Intelligence", "智能", "智能")],
    "robotics": [("Robotics", "機械人", "机器人"), ("Motion", "動力", "动力")],
    "data_analytics": [("Data", "數據", "数据"), ("Analytics", "分析", "分析")],
    "software_ict": [("Software", "軟件", "软件"), ("Systems", "系統", "系统")],
    "cybersecurity": [("Security", "網絡安全", "网络安全"), ("Shield", "盾科", "盾科")],
    "fintech_web3": [("Pay", "支付", "支付"), ("Fintech", "金融科技", "金融科技")],
    "smart_city_proptech": [("Urban", "城市科技", "城市科技"), ("Buildings", "智慧樓宇", "智慧楼宇")],
    "biomedical": [("Bio", "生物", "生物"), ("Therapeutics", "生物醫藥", "生物医药")],
    "medtech_digital_health": [("Health", "健康科技", "健康科技"), ("Medical", "醫療科技", "医疗科技")],
    "microelectronics": [("Semiconductor", "半導體", "半导体"), ("Microsystems", "微電子", "微电子")],
    "advanced_manufacturing": [("Manufacturing", "智能製造", "智能制造"), ("Precision", "精密", "精密")],
    "materials_nano": [("Materials", "新材料", "新材料"), ("Nano", "納米", "纳米")],
    "green_energy": [("Energy", "能源", "能源"), ("Cooling", "製冷科技", "制冷科技")],
    "telecom_iot": [("Networks", "通訊", "通信"), ("IoT", "物聯", "物联")],
    "business_startup": [("Ventures", "創投", "创投"), ("Studio", "創科工場", "创科工场")],
    "general": [("Partners", "同行", "同行"), ("Services", "服務", "服务")],
}

UNIVERSITIES_HK = [
    "The University of Hong Kong", "The Chinese University of Hong Kong", "香港科技大學", "The Hong Kong Polytechnic University",
    "City University of Hong Kong", "香港浸會大學", "Lingnan University", "Hong Kong Metropolitan University", "IVE",
]  # fmt: skip
UNIVERSITIES_CN = [
    "深圳大学",
    "中山大学",
    "华南理工大学",
    "南方科技大学",
    "哈尔滨工业大学（深圳）",
    "武汉大学",
    "香港中文大學（深圳）",
]
UNIVERSITIES_ELSEWHERE = [
    "National University of Singapore",
    "University of Manchester",
    "UNSW Sydney",
    "IIT Bombay",
    "KAIST",
]


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
        return PersonName(family, given, "", "", f"{given}.{family or 'x'}".lower().replace(" ", "").replace("ü", "u"))
    family_hk, family_py, hant_f, hans_f = rng.choice(FAMILY_NAMES)
    given_hk, given_py, hant_g, hans_g = rng.choice(GIVEN_NAMES)
    if origin == "cn":
        return PersonName(family_py, given_py, "", hans_f + hans_g, f"{given_py}.{family_py}".lower())
    preferred = rng.choice(ENGLISH_NAMES) if rng.random() < 0.6 else ""
    chinese = hant_f + hant_g if rng.random() < 0.8 else ""
    return PersonName(family_hk, given_hk, preferred, chinese, f"{given_hk.replace(' ', '')}.{family_hk}".lower())
