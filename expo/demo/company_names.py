"""Invented names of companies, institutes and nonprofits. Every one made from these lists is fictitious."""

from dataclasses import dataclass
from random import Random

Names = tuple[str, str, str]  # English, Traditional, Simplified

# What comes first in a company's name. Drawn without putting back until the list is used up.
STEMS: list[Names] = [
    ("Lumora", "曜辰", "曜辰"), ("Harbourline", "維港線", "维港线"), ("Tidewise", "潮知", "潮知"), ("Jadegate", "翠門", "翠门"),
    ("Northpier", "北埗", "北埗"), ("Silkmesh", "絲網", "丝网"), ("Quantiva", "量華", "量华"), ("Bauhinia Works", "荊芯", "荆芯"),
    ("Skyloom", "天織", "天织"), ("Peakform", "峰成", "峰成"), ("Redkite", "赤鳶", "赤鸢"), ("Mirai Bay", "未來灣", "未来湾"),
    ("Opalyn", "歐珀", "欧珀"), ("Verdance", "綠躍", "绿跃"), ("Nimbolt", "雲擎", "云擎"), ("Pearlstream", "珠流", "珠流"),
    ("Kestrel", "隼科", "隼科"), ("Auralis", "聆光", "聆光"), ("Terracube", "地立方", "地立方"), ("Helixon", "螺研", "螺研"),
    ("Brightquay", "明埠", "明埠"), ("Cinnabar", "丹砂", "丹砂"), ("Monsoon", "季風", "季风"), ("Lanternfish", "燈魚", "灯鱼"),
    ("Sevenhill", "七丘", "七丘"), ("Ferrowave", "鐵波", "铁波"), ("Greyheron", "蒼鷺", "苍鹭"), ("Inkstone", "硯台", "砚台"),
    ("Moonharbour", "月港", "月港"), ("Stratus Nine", "層雲九", "层云九"), ("Yuexin", "粵新", "粤新"), ("Cloudpaddy", "雲田", "云田"),
    ("Banyan", "榕進", "榕进"), ("Swiftcrane", "迅鶴", "迅鹤"), ("Coralight", "珊光", "珊光"), ("Deepfield", "深田", "深田"),
    ("Everpine", "恒松", "恒松"), ("Glasswing", "透翅", "透翅"), ("Hexaform", "六合", "六合"), ("Rivermint", "薄荷河", "薄荷河"),
    ("Amberlane", "琥珀徑", "琥珀径"), ("Bluejunk", "藍帆", "蓝帆"), ("Copperleaf", "銅葉", "铜叶"), ("Dawnlight", "曙光里", "曙光里"),
    ("Eastbeam", "東樑", "东梁"), ("Firecrest", "火冠", "火冠"), ("Goldfinch", "金翅", "金翅"), ("Hillspring", "山泉", "山泉"),
    ("Ironwood", "鐵木", "铁木"), ("Junction Eight", "八匯", "八汇"), ("Kowloon Loop", "九環", "九环"), ("Lotusfield", "荷田", "荷田"),
    ("Mangrove", "紅樹", "红树"), ("Nightjar", "夜鷹", "夜鹰"), ("Oysterbed", "蠔洲", "蚝洲"), ("Plumstone", "梅石", "梅石"),
    ("Quillon", "衡羽", "衡羽"), ("Rainstone", "雨石", "雨石"), ("Saltmarsh", "鹽沼", "盐沼"), ("Threadneedle Bay", "針線灣", "针线湾"),
    ("Umbra", "影衡", "影衡"), ("Vantagehill", "望崗", "望岗"), ("Whitedolphin", "白海豚", "白海豚"), ("Xinghe", "星禾", "星禾"),
    ("Yardarm", "桅桁", "桅桁"), ("Zephyr Point", "和風角", "和风角"), ("Alderway", "榿路", "桤路"), ("Birchlight", "樺光", "桦光"),
    ("Camphor", "香樟", "香樟"), ("Dragonwell", "龍泓", "龙泓"), ("Echocove", "回聲灣", "回声湾"), ("Fernbank", "蕨岸", "蕨岸"),
    ("Gingko", "銀杏", "银杏"), ("Havenrock", "港石", "港石"), ("Islandspan", "島橋", "岛桥"), ("Jasmine Road", "茉莉路", "茉莉路"),
    ("Kapok", "木棉", "木棉"), ("Lionstone", "獅石", "狮石"), ("Millet", "粟米田", "粟米田"), ("Newshore", "新岸", "新岸"),
    ("Oakbridge", "橡橋", "橡桥"), ("Pineharbour", "松港", "松港"), ("Quartzline", "石英線", "石英线"), ("Ridgeway", "嶺道", "岭道"),
    ("Starferry", "星渡", "星渡"), ("Tealpoint", "青灣角", "青湾角"), ("Upstream", "上流", "上流"), ("Violetsea", "紫海", "紫海"),
    ("Windmill Lane", "風車里", "风车里"), ("Yellowcedar", "黃杉", "黄杉"), ("Zincfield", "鋅原", "锌原"), ("Arcadian", "桃源", "桃源"),
    ("Bayfolio", "灣頁", "湾页"), ("Cranebrook", "鶴溪", "鹤溪"), ("Driftwood", "浮木", "浮木"), ("Elmhurst", "榆林", "榆林"),
    ("Futian Spark", "福田星火", "福田星火"), ("Grainline", "穀線", "谷线"), ("Hetao", "河套新", "河套新"), ("Innerbay", "內灣", "内湾"),
    ("Jadewater", "玉水", "玉水"), ("Kitefield", "鳶原", "鸢原"), ("Luohu", "羅湖新", "罗湖新"), ("Meridian Six", "六經", "六经"),
    ("Nanshan Peak", "南山峰", "南山峰"), ("Osmanthus", "丹桂", "丹桂"), ("Pingshan", "坪山新", "坪山新"), ("Qianhai Reef", "前海礁", "前海礁"),
    ("Redbrick", "紅磚", "红砖"), ("Shallot", "青蔥", "青葱"), ("Tunnel Nine", "九隧", "九隧"), ("Umbrella Pine", "金松", "金松"),
    ("Vermilion", "朱砂里", "朱砂里"), ("Wavecrest", "浪峰", "浪峰"), ("Xiangjiang", "湘江源", "湘江源"), ("Yantian", "鹽田新", "盐田新"),
    ("Ashgrove", "梣林", "梣林"), ("Beaconhill", "筆架", "笔架"), ("Clearwater", "清水", "清水"), ("Dovetail", "榫卯", "榫卯"),
    ("Egret", "白鷺", "白鹭"), ("Foundry Nine", "九冶", "九冶"), ("Granite Bay", "花崗灣", "花岗湾"), ("Honeycomb", "蜂巢", "蜂巢"),
]  # fmt: skip

# What a company of a cluster calls itself.
SUFFIXES: dict[str, list[Names]] = {
    "ai": [("AI", "人工智能", "人工智能"), ("Intelligence", "智能", "智能"), ("Cognition", "認知科技", "认知科技")],
    "robotics": [("Robotics", "機械人", "机器人"), ("Motion", "動力", "动力"), ("Automata", "自動機", "自动机")],
    "data_analytics": [("Data", "數據", "数据"), ("Analytics", "分析", "分析"), ("Insight", "洞察", "洞察")],
    "software_ict": [("Software", "軟件", "软件"), ("Systems", "系統", "系统"), ("Technology", "科技", "科技")],
    "cybersecurity": [("Security", "網絡安全", "网络安全"), ("Shield", "盾科", "盾科"), ("Cyber", "網安", "网安")],
    "fintech_web3": [("Pay", "支付", "支付"), ("Fintech", "金融科技", "金融科技"), ("Ledger", "鏈科", "链科")],
    "smart_city_proptech": [("Urban", "城市科技", "城市科技"), ("Buildings", "智慧樓宇", "智慧楼宇"), ("Mobility", "出行科技", "出行科技")],
    "biomedical": [("Bio", "生物", "生物"), ("Therapeutics", "生物醫藥", "生物医药"), ("Genomics", "基因科技", "基因科技")],
    "medtech_digital_health": [("Health", "健康科技", "健康科技"), ("Medical", "醫療科技", "医疗科技"), ("Care", "護理科技", "护理科技")],
    "microelectronics": [("Semiconductor", "半導體", "半导体"), ("Microsystems", "微電子", "微电子"), ("Photonics", "光電", "光电")],
    "advanced_manufacturing": [("Manufacturing", "智能製造", "智能制造"), ("Precision", "精密", "精密"), ("Fabrication", "製造", "制造")],
    "materials_nano": [("Materials", "新材料", "新材料"), ("Nano", "納米", "纳米"), ("Coatings", "塗層科技", "涂层科技")],
    "green_energy": [("Energy", "能源", "能源"), ("Cooling", "製冷科技", "制冷科技"), ("Carbon", "低碳科技", "低碳科技")],
    "telecom_iot": [("Networks", "通訊", "通信"), ("IoT", "物聯", "物联"), ("Wireless", "無線科技", "无线科技")],
    "business_startup": [("Ventures", "創投", "创投"), ("Studio", "創科工場", "创科工场"), ("Advisory", "顧問", "顾问")],
    "general": [("Partners", "同行", "同行"), ("Services", "服務", "服务")],
}  # fmt: skip

INSTITUTES: dict[str, Names] = {
    "ai": ("Institute for Applied AI", "應用人工智能研究院", "应用人工智能研究院"),
    "robotics": ("Robotics Research Centre", "機械人研究中心", "机器人研究中心"),
    "data_analytics": ("Data Science Institute", "數據科學研究院", "数据科学研究院"),
    "software_ict": ("Software Technology Institute", "軟件技術研究院", "软件技术研究院"),
    "cybersecurity": ("Centre for Trusted Computing", "可信計算研究中心", "可信计算研究中心"),
    "fintech_web3": ("Institute of Financial Technology", "金融科技研究院", "金融科技研究院"),
    "smart_city_proptech": ("Urban Systems Institute", "城市系統研究院", "城市系统研究院"),
    "biomedical": ("Institute of Translational Biology", "轉化生物研究院", "转化生物研究院"),
    "medtech_digital_health": ("Medical Engineering Centre", "醫學工程研究中心", "医学工程研究中心"),
    "microelectronics": ("Microelectronics Institute", "微電子研究院", "微电子研究院"),
    "advanced_manufacturing": ("Centre for Advanced Manufacturing", "先進製造研究中心", "先进制造研究中心"),
    "materials_nano": ("Institute of Nanomaterials", "納米材料研究院", "纳米材料研究院"),
    "green_energy": ("Clean Energy Institute", "清潔能源研究院", "清洁能源研究院"),
    "telecom_iot": ("Communications Research Centre", "通訊研究中心", "通信研究中心"),
    "business_startup": ("Innovation Policy Centre", "創科政策研究中心", "创科政策研究中心"),
}

# Purpose of a nonprofit, and the cluster its work belongs to.
NONPROFITS: list[tuple[str, Names]] = [
    ("business_startup", ("Young Founders Foundation", "青年創業基金會", "青年创业基金会")),
    ("business_startup", ("STEM Education Foundation", "科技教育基金會", "科技教育基金会")),
    ("smart_city_proptech", ("Gerontechnology Network", "樂齡科技網絡", "乐龄科技网络")),
    ("green_energy", ("Green Campus Alliance", "綠色校園聯盟", "绿色校园联盟")),
    ("medtech_digital_health", ("Rehabilitation Technology Trust", "復康科技信託", "康复科技信托")),
    ("software_ict", ("Digital Inclusion Trust", "數碼共融信託", "数码共融信托")),
]

# Where people of the demo worked before: other stems, so that nobody claims to come from an exhibitor.
FORMER_STEMS: list[Names] = [
    ("Northgate", "北閘", "北闸"), ("Pacific Loop", "太平洋環", "太平洋环"), ("Sunfold", "日摺", "日折"), ("Harbour & Vale", "港谷", "港谷"),
    ("Delta Bridge", "三角橋", "三角桥"), ("Greenline", "綠線", "绿线"), ("Morningstone", "晨石", "晨石"), ("Joyful Wave", "悅動", "悦动"),
    ("Coastline", "海岸線", "海岸线"), ("Qiming", "啟明", "启明"), ("Tsuen Lane", "荃里", "荃里"), ("Hung Tai", "鴻泰", "鸿泰"),
    ("Wing Fat", "永發", "永发"), ("Sam Yuen", "三源", "三源"), ("Longgang", "龍崗", "龙岗"), ("Nam Kwong", "南光", "南光"),
    ("Bright Orchard", "明園", "明园"), ("Ocean Crest", "海峰", "海峰"), ("Kai Shing", "啟成", "启成"), ("Fuxin", "福鑫", "福鑫"),
    ("Baiyun Peak", "白雲峰", "白云峰"), ("Dongguan Jinhe", "東莞錦和", "东莞锦和"), ("Meiya", "美亞", "美亚"), ("Tai Po Road", "大埔道", "大埔道"),
    ("Kwun Tong", "觀塘", "观塘"), ("Zhongheng", "中恒", "中恒"), ("Yau Luen", "友聯", "友联"), ("Ruida", "瑞達", "瑞达"),
    ("Silver Peak", "銀峰", "银峰"), ("Tin Hau", "天后", "天后"), ("Union Ferry", "聯渡", "联渡"), ("Westbrook", "西溪", "西溪"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name in the three languages, and the cluster that the name speaks of."""

    en: str
    zh_hant: str
    zh_hans: str
    cluster: str


class CompanyNames:
    """Draws names so that a stem comes back only when all others have been used."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._stems: list[Names] = []

    def draw(self, stage: str, cluster: str) -> CompanyName:
        if not self._stems:
            self._stems = self._rng.sample(STEMS, len(STEMS))
        stem = self._stems.pop()
        if stage == "institute":
            ending = INSTITUTES.get(cluster, INSTITUTES["business_startup"])
        elif stage == "nonprofit":
            cluster, ending = self._rng.choice(NONPROFITS)
        else:
            ending = self._rng.choice(SUFFIXES[cluster])
        return CompanyName(f"{stem[0]} {ending[0]}", stem[1] + ending[1], stem[2] + ending[2], cluster)


def former_employer(rng: Random, cluster: str, language: str) -> str:
    """Return an invented company of a cluster where somebody worked before, written in one language."""
    which = ("en", "zh-hant", "zh-hans").index(language)
    stem, ending = rng.choice(FORMER_STEMS), rng.choice(SUFFIXES[cluster])
    return f"{stem[0]} {ending[0]}" if which == 0 else stem[which] + ending[which]
