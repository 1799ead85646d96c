"""Where people of the demo studied and what. Real institutions, invented people; never an input of a score."""

from random import Random

Names = tuple[str, str, str]  # English, Traditional, Simplified
LANGUAGES = ("en", "zh-hant", "zh-hans")

# Fields of study by cluster, each with the faculty that teaches it.
FIELDS: dict[str, list[tuple[str, Names]]] = {
    "ai": [("cs", ("Computer Science", "計算機科學", "计算机科学与技术")), ("cs", ("Artificial Intelligence", "人工智能", "人工智能")), ("math", ("Mathematics", "數學", "数学与应用数学"))],
    "robotics": [("eng", ("Mechatronics", "機械電子工程", "机械电子工程")), ("eng", ("Mechanical Engineering", "機械工程", "机械工程")), ("eng", ("Automation", "自動化", "自动化"))],
    "data_analytics": [("math", ("Statistics", "統計學", "统计学")), ("math", ("Data Science", "數據科學", "数据科学与大数据技术")), ("cs", ("Computer Science", "計算機科學", "计算机科学与技术"))],
    "software_ict": [("cs", ("Computer Science", "計算機科學", "计算机科学与技术")), ("cs", ("Software Engineering", "軟件工程", "软件工程")), ("cs", ("Information Systems", "資訊系統", "信息系统"))],
    "cybersecurity": [("cs", ("Information Security", "資訊安全", "信息安全")), ("cs", ("Computer Science", "計算機科學", "计算机科学与技术"))],
    "fintech_web3": [("biz", ("Finance", "金融學", "金融学")), ("cs", ("Computer Science", "計算機科學", "计算机科学与技术")), ("math", ("Quantitative Finance", "計量金融", "金融数学"))],
    "smart_city_proptech": [("built", ("Civil Engineering", "土木工程", "土木工程")), ("built", ("Building Services Engineering", "屋宇裝備工程", "建筑环境与能源应用工程")), ("built", ("Geomatics", "測繪及地理資訊", "测绘工程"))],
    "biomedical": [("bio", ("Biochemistry", "生物化學", "生物化学")), ("bio", ("Molecular Biology", "分子生物學", "分子生物学")), ("bio", ("Biotechnology", "生物科技", "生物技术"))],
    "medtech_digital_health": [("eng", ("Biomedical Engineering", "生物醫學工程", "生物医学工程")), ("bio", ("Health Technology", "健康科技", "健康科技")), ("bio", ("Pharmacy", "藥劑學", "药学"))],
    "microelectronics": [("eng", ("Electronic Engineering", "電子工程", "电子工程")), ("eng", ("Microelectronics", "微電子學", "微电子科学与工程")), ("sci", ("Applied Physics", "應用物理", "应用物理学"))],
    "advanced_manufacturing": [("eng", ("Mechanical Engineering", "機械工程", "机械工程")), ("eng", ("Industrial Engineering", "工業工程", "工业工程")), ("design", ("Product Design", "產品設計", "产品设计"))],
    "materials_nano": [("sci", ("Materials Science", "材料科學", "材料科学与工程")), ("sci", ("Chemistry", "化學", "化学")), ("sci", ("Chemical Engineering", "化學工程", "化学工程与工艺"))],
    "green_energy": [("eng", ("Energy Engineering", "能源工程", "能源与动力工程")), ("built", ("Environmental Engineering", "環境工程", "环境工程")), ("eng", ("Electrical Engineering", "電機工程", "电气工程"))],
    "telecom_iot": [("eng", ("Information Engineering", "資訊工程", "信息工程")), ("eng", ("Telecommunications Engineering", "電訊工程", "通信工程"))],
    "business_startup": [("biz", ("Business Administration", "工商管理", "工商管理")), ("biz", ("Marketing", "市場學", "市场营销")), ("biz", ("Accounting", "會計學", "会计学"))],
}  # fmt: skip
FIELDS["general"] = FIELDS["business_startup"]
FIELD_OF_FUNCTION: dict[str, list[tuple[str, Names]]] = {
    "business": [("biz", ("Business Administration", "工商管理", "工商管理")), ("biz", ("Marketing", "市場學", "市场营销"))],
    "design": [("design", ("Product Design", "產品設計", "产品设计")), ("design", ("Visual Communication", "視覺傳意", "视觉传达设计"))],
    "support": [("biz", ("Business Administration", "工商管理", "工商管理"))],
}  # fmt: skip

# Institutions with the faculties that the demo uses and the QF levels they teach.
School = tuple[Names, str, tuple[int, int]]
HONG_KONG: list[School] = [
    (("The University of Hong Kong", "香港大學", "香港大学"), "cs eng sci bio biz math built", (5, 7)),
    (("The Chinese University of Hong Kong", "香港中文大學", "香港中文大学"), "cs eng sci bio biz math", (5, 7)),
    (("The Hong Kong University of Science and Technology", "香港科技大學", "香港科技大学"), "cs eng sci bio biz math built", (5, 7)),
    (("The Hong Kong Polytechnic University", "香港理工大學", "香港理工大学"), "cs eng bio biz math built design sci", (5, 7)),
    (("City University of Hong Kong", "香港城市大學", "香港城市大学"), "cs eng sci bio biz math built", (5, 7)),
    (("Hong Kong Baptist University", "香港浸會大學", "香港浸会大学"), "cs sci bio biz math design", (5, 7)),
    (("Lingnan University", "嶺南大學", "岭南大学"), "biz math", (5, 7)),
    (("Hong Kong Metropolitan University", "香港都會大學", "香港都会大学"), "cs eng biz built design", (5, 6)),
    (("THEi", "香港高等教育科技學院", "香港高等教育科技学院"), "cs eng built design", (5, 5)),
    (("IVE", "香港專業教育學院", "香港专业教育学院"), "cs eng sci bio biz built design math", (4, 4)),
    (("HKU SPACE Community College", "香港大學附屬學院", "香港大学附属学院"), "cs eng sci bio biz built design math", (4, 4)),
]  # fmt: skip
MAINLAND: list[School] = [
    (("Shenzhen University", "深圳大學", "深圳大学"), "cs eng sci bio biz math built design", (5, 7)),
    (("Sun Yat-sen University", "中山大學", "中山大学"), "cs eng sci bio biz math built", (5, 7)),
    (("South China University of Technology", "華南理工大學", "华南理工大学"), "cs eng sci bio biz math built design", (5, 7)),
    (("SUSTech", "南方科技大學", "南方科技大学"), "cs eng sci bio math", (5, 7)),
    (("HIT Shenzhen", "哈爾濱工業大學（深圳）", "哈尔滨工业大学（深圳）"), "cs eng sci built biz math", (5, 7)),
    (("Wuhan University", "武漢大學", "武汉大学"), "cs eng sci bio biz math built", (5, 7)),
    (("Huazhong University of Science and Technology", "華中科技大學", "华中科技大学"), "cs eng sci bio biz math built", (5, 7)),
    (("CUHK-Shenzhen", "香港中文大學（深圳）", "香港中文大学（深圳）"), "cs eng sci bio biz math", (5, 7)),
    (("Jinan University", "暨南大學", "暨南大学"), "cs bio biz math sci design", (5, 7)),
    (("Shenzhen Polytechnic University", "深圳職業技術大學", "深圳职业技术大学"), "cs eng sci bio biz built design math", (4, 4)),
]  # fmt: skip
ELSEWHERE: list[School] = [
    (("National University of Singapore", "新加坡國立大學", "新加坡国立大学"), "cs eng sci bio biz math built design", (5, 7)),
    (("University of Manchester", "曼徹斯特大學", "曼彻斯特大学"), "cs eng sci bio biz math built", (5, 7)),
    (("UNSW Sydney", "新南威爾斯大學", "新南威尔士大学"), "cs eng sci bio biz math built design", (5, 7)),
    (("IIT Bombay", "孟買理工學院", "孟买理工学院"), "cs eng sci biz math built design", (5, 7)),
    (("KAIST", "韓國科學技術院", "韩国科学技术院"), "cs eng sci bio biz math", (5, 7)),
    (("University of Toronto", "多倫多大學", "多伦多大学"), "cs eng sci bio biz math built", (5, 7)),
    (("Technical University of Munich", "慕尼黑工業大學", "慕尼黑工业大学"), "cs eng sci bio math built biz", (5, 7)),
    (("TAFE NSW", "新南威爾斯專業技術學院", "新南威尔士技术学院"), "cs eng sci bio biz built design math", (4, 4)),
]  # fmt: skip
PLACES = {"hk": HONG_KONG, "cn": MAINLAND, "other": ELSEWHERE}


def draw_field(rng: Random, cluster: str, function: str) -> tuple[str, Names]:
    """Return a faculty and a field of study from which people come to work of this cluster and function."""
    fields = FIELD_OF_FUNCTION.get(function)
    return rng.choice(fields if fields and rng.random() < 0.6 else FIELDS[cluster])


def draw_school(rng: Random, place: str, faculty: str, level: int) -> Names:
    """Return an institution of `place` ("hk", "cn", "other") that teaches this faculty at this QF level."""
    fitting = [
        names
        for names, faculties, (low, high) in PLACES[place]
        if faculty in faculties.split() and low <= level <= high
    ]
    return rng.choice(fitting)
