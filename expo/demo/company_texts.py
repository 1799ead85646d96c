"""What the demo's companies say about themselves, written apart in each language: what they make, and how they stand."""

Texts = tuple[str, str, str]  # English, Traditional, Simplified

# What they make, by cluster; a sentence begins "{name} makes …".
PRODUCTS: dict[str, list[Texts]] = {
    "ai": [
        ("bilingual document assistants for law firms and banks", "供律師行及銀行使用的雙語文件助理", "供律师事务所和银行使用的双语文件助手"),
        ("speech recognition that understands Cantonese in noisy places", "能在嘈雜環境聽懂廣東話的語音識別", "能在嘈杂环境听懂粤语的语音识别"),
        ("vision systems that find defects on the production line", "在生產線上找出瑕疵的視覺系統", "在产线上发现瑕疵的视觉系统"),
        ("demand forecasts for shops and warehouses", "為零售與倉庫而設的需求預測", "面向零售和仓库的需求预测"),
    ],
    "robotics": [
        ("delivery robots for hospitals and hotels", "醫院及酒店使用的運送機械人", "医院和酒店使用的配送机器人"),
        ("robot arms that learn a task by being shown", "看示範便學會工作的機械臂", "看示范就能学会任务的机械臂"),
        ("drones that inspect slopes and facades", "巡查斜坡與外牆的無人機", "巡检边坡和外墙的无人机"),
        ("cleaning robots for shopping malls", "商場清潔機械人", "商场清洁机器人"),
    ],
    "data_analytics": [
        ("dashboards for hospital and transport planners", "供醫院及運輸規劃人員使用的數據儀表板", "供医院和交通规划人员使用的数据看板"),
        ("data platforms that shops can set up in a week", "零售商一星期內可啟用的數據平台", "零售商一周内可启用的数据平台"),
        ("map-based analysis for logistics fleets", "物流車隊的地圖分析工具", "物流车队的地图分析工具"),
    ],
    "software_ict": [
        ("booking and ticketing software for museums and venues", "博物館及場館的預約與票務軟件", "博物馆和场馆的预约与票务软件"),
        ("cloud accounting for small companies in three languages", "支援三種語文的中小企雲端會計軟件", "支持三种语言的中小企业云会计软件"),
        ("learning apps for primary schools", "小學適用的學習應用程式", "面向小学的学习应用程序"),
        ("field-service software for engineers on the road", "外勤工程人員使用的派工軟件", "外勤工程人员使用的派工软件"),
    ],
    "cybersecurity": [
        ("round-the-clock monitoring for schools and clinics", "為學校及診所提供的全天候安全監察", "面向学校和诊所的全天候安全监测"),
        ("tools that find secrets and weak spots in source code", "找出程式碼中機密與弱點的工具", "发现代码中机密与弱点的工具"),
        ("protection for building control systems", "大廈控制系統的防護方案", "楼宇控制系统的防护方案"),
    ],
    "fintech_web3": [
        ("payment links between Hong Kong and the mainland for small shops", "連接香港與內地的小店支付服務", "连接香港与内地的小店支付服务"),
        ("compliance tools for licensed exchanges", "持牌交易所的合規工具", "持牌交易所的合规工具"),
        ("credit scoring for companies without collateral", "為無抵押品企業而設的信貸評分", "面向无抵押企业的信用评分"),
        ("tokenised green bonds with daily reporting", "每日披露數據的代幣化綠色債券", "每日披露数据的代币化绿色债券"),
    ],
    "smart_city_proptech": [
        ("sensors and software that cut a building's energy bill", "減省大廈能源開支的感應器與軟件", "降低楼宇能耗支出的传感器与软件"),
        ("digital twins of building sites", "建築地盤的數碼孿生系統", "建筑工地的数字孪生系统"),
        ("traffic models for the new towns of the Northern Metropolis", "為北部都會區新市鎮而設的交通模型", "面向北部都会区新市镇的交通模型"),
        ("safety wearables for construction workers", "建築工人的安全穿戴裝置", "建筑工人的安全穿戴设备"),
    ],
    "biomedical": [
        ("cell therapies against solid tumours", "針對實體腫瘤的細胞治療", "针对实体肿瘤的细胞治疗"),
        ("early-detection blood tests for liver disease", "及早發現肝病的血液檢測", "早期发现肝病的血液检测"),
        ("plant-based proteins for Asian kitchens", "切合亞洲飲食的植物蛋白", "适合亚洲餐桌的植物蛋白"),
        ("gene sequencing services for hospitals", "醫院適用的基因測序服務", "面向医院的基因测序服务"),
    ],
    "medtech_digital_health": [
        ("wearable monitors for people with heart failure", "心臟衰竭病人的穿戴式監察儀", "心力衰竭患者的穿戴式监护仪"),
        ("rehabilitation devices for stroke patients at home", "中風病人的家居復康儀器", "脑卒中患者的居家康复设备"),
        ("imaging software that helps radiologists read faster", "協助放射科醫生更快判讀的影像軟件", "帮助放射科医生更快阅片的影像软件"),
        ("point-of-care tests for clinics", "診所適用的即時檢測", "面向诊所的即时检测"),
    ],
    "microelectronics": [
        ("low-power chips for hearing aids", "助聽器用的低功耗晶片", "助听器用的低功耗芯片"),
        ("silicon carbide power modules for electric buses", "電動巴士用的碳化矽功率模組", "电动巴士用的碳化硅功率模块"),
        ("image sensors for machines that see in the dark", "供夜視機器使用的影像感測器", "供夜视机器使用的图像传感器"),
        ("test services for wafers and packages", "晶圓及封裝測試服務", "晶圆及封装测试服务"),
    ],
    "advanced_manufacturing": [
        ("automation cells for small batches", "小批量生產的自動化單元", "小批量生产的自动化单元"),
        ("printed metal parts for aircraft cabins", "飛機客艙用的金屬打印零件", "飞机客舱用的金属打印零件"),
        ("sportswear fabrics and the machines that knit them", "運動布料及其針織設備", "运动面料及其针织设备"),
    ],
    "materials_nano": [
        ("cooling paint that needs no electricity", "毋須用電的降溫塗料", "无需用电的降温涂料"),
        ("recyclable barrier films for food packaging", "可循環再造的食品包裝阻隔膜", "可回收的食品包装阻隔膜"),
        ("electrode materials for safer batteries", "令電池更安全的電極材料", "让电池更安全的电极材料"),
    ],
    "green_energy": [
        ("charging systems for car parks in old buildings", "舊式大廈停車場的充電系統", "老旧楼宇停车场的充电系统"),
        ("second-life batteries for construction sites", "供地盤使用的梯次電池", "供工地使用的梯次利用电池"),
        ("carbon accounting for manufacturers in the Greater Bay Area", "大灣區製造商的碳核算服務", "面向大湾区制造商的碳核算服务"),
        ("cooling for data centres that needs half the water", "用水減半的數據中心冷卻系統", "用水减半的数据中心冷却系统"),
        ("food-waste treatment that fits behind a canteen", "可設於食堂後方的廚餘處理設備", "可放在食堂后方的餐厨垃圾处理设备"),
    ],
    "telecom_iot": [
        ("private 5G networks for ports and factories", "港口及工廠的5G專網", "港口和工厂的5G专网"),
        ("battery-free sensors for cold chains", "冷鏈使用的免電池感應器", "冷链使用的无电池传感器"),
        ("antennas for low-orbit satellites", "低軌衛星天線", "低轨卫星天线"),
    ],
    "business_startup": [
        ("market-entry programmes for technology companies", "協助科技公司進入市場的計劃", "帮助科技公司进入市场的项目"),
        ("patent and licensing services for university teams", "為大學團隊提供的專利及授權服務", "面向高校团队的专利与许可服务"),
        ("finance and people services shared by young companies", "供初創企業共用的財務及人事服務", "供初创企业共用的财务与人事服务"),
    ],
}  # fmt: skip

# Which of these a company's own name allows, by the ending of its English name; any where nothing is said.
FITTING: dict[str, list[int]] = {
    "Motion": [1], "Automata": [0, 3], "Pay": [0], "Ledger": [1, 3], "Buildings": [0, 1], "Mobility": [2], "Therapeutics": [0],
    "Genomics": [1, 3], "Care": [0, 1], "Semiconductor": [0, 1, 3], "Photonics": [2], "Precision": [0, 1], "Fabrication": [0, 1],
    "Coatings": [0], "Nano": [1, 2], "Energy": [0, 1], "Cooling": [3], "Carbon": [2, 4], "Networks": [0, 2], "IoT": [1],
    "Wireless": [0, 2], "Ventures": [0], "Studio": [2],
}  # fmt: skip

MAKES = ("{name} makes {product}.", "{name}的產品是{product}。", "{name}的产品是{product}。")
RESEARCHES = ("{name} does research for {product}.", "{name}研究{product}。", "{name}研究{product}。")

# How they stand, by stage; a second sentence.
STANDING: dict[str, list[Texts]] = {
    "startup": [
        ("Two founders started it from a university laboratory in {year}; the first customers pay since last year.", "公司由兩位創辦人於{year}年自大學實驗室起步，去年起已有付費客戶。", "公司由两位创始人于{year}年从高校实验室起步，去年起已有付费客户。"),
        ("Founded in {year}, part of the park's incubation programme, with a pilot running at three sites.", "成立於{year}年，參與園區培育計劃，正於三個地點試行。", "成立于{year}年，参加园区孵化计划，正在三个地点试点。"),
        ("Seed funded in {year}; everybody talks to users at least once a week.", "{year}年取得種子輪融資；每位成員每星期至少與用戶對話一次。", "{year}年获得种子轮融资；每位成员每周至少与用户交流一次。"),
        ("The team came together at a hackathon in {year} and still decides everything at one table.", "團隊於{year}年在黑客松結識，至今仍圍坐一桌共同決定。", "团队于{year}年在黑客松结识，至今仍围坐一桌共同决策。"),
    ],
    "growth": [
        ("Founded in {year}, it has doubled its team in two years and sells in four markets.", "成立於{year}年，兩年內團隊倍增，業務遍及四個市場。", "成立于{year}年，两年内团队翻倍，业务覆盖四个市场。"),
        ("Since {year} it has grown from one product to a family of three, with a service team of its own.", "自{year}年起由單一產品發展至三個系列，並設有自家服務團隊。", "自{year}年起从单一产品发展到三个系列，并设有自己的服务团队。"),
        ("After its second round of funding it is building teams for quality and customer care.", "完成第二輪融資後，正組建品質及客戶支援團隊。", "完成第二轮融资后，正在组建质量与客户支持团队。"),
    ],
    "established": [
        ("In business since {year}, with customers in twenty countries and a training programme for newcomers.", "自{year}年營運至今，客戶遍及二十個國家，並為新人提供培訓計劃。", "自{year}年运营至今，客户遍及二十个国家，并为新人提供培训计划。"),
        ("Since {year}; the park houses its research centre, production stays close by.", "創立於{year}年，研究中心設於園區，生產線鄰近。", "创立于{year}年，研发中心设在园区，生产线就在附近。"),
        ("A listed group founded in {year}; the unit at the park develops what the group sells next.", "{year}年創立的上市集團，園區團隊負責研發下一代產品。", "{year}年创立的上市集团，园区团队负责研发下一代产品。"),
    ],
    "institute": [
        ("Publicly funded since {year}, it hands its results to companies under fair licences.", "自{year}年起由公帑資助，研究成果以公平條款授權予企業。", "自{year}年起由公共经费资助，研究成果以公平条款许可给企业。"),
        ("Opened in {year} by two universities; half of its people go on to join companies of the park.", "由兩所大學於{year}年合辦，半數研究人員其後加入園區企業。", "由两所大学于{year}年共建，半数研究人员之后加入园区企业。"),
    ],
    "nonprofit": [
        ("A charity since {year}; forty volunteers from park companies help at weekends.", "{year}年成立的慈善團體，週末有四十名園區企業義工協助。", "{year}年成立的公益机构，周末有四十名园区企业志愿者协助。"),
        ("Founded in {year} with donations of park companies, it publishes its accounts every spring.", "{year}年由園區企業捐款成立，每年春季公開帳目。", "{year}年由园区企业捐款成立，每年春季公开账目。"),
    ],
}  # fmt: skip
FOUNDED = {
    "startup": (2018, 2024),
    "growth": (2014, 2021),
    "established": (1978, 2012),
    "institute": (2006, 2021),
    "nonprofit": (2003, 2022),
}

# What nonprofits do, in the order of company_names.NONPROFITS: a sentence begins "{name} …".
PURPOSES: dict[str, Texts] = {
    "Young Founders Foundation": ("{name} gives founders under thirty a desk, a mentor and an honest opinion.", "{name}為三十歲以下的創業者提供座位、導師與坦率意見。", "{name}为三十岁以下的创业者提供工位、导师和坦率的意见。"),
    "STEM Education Foundation": ("{name} brings robots and microscopes into secondary schools.", "{name}把機械人與顯微鏡帶進中學課室。", "{name}把机器人和显微镜带进中学课堂。"),
    "Gerontechnology Network": ("{name} tries out technology for ageing at home together with those who will use it.", "{name}與長者一同試用居家安老科技。", "{name}与长者一起试用居家养老科技。"),
    "Green Campus Alliance": ("{name} helps schools to save energy and to measure it.", "{name}協助學校節能並量度成效。", "{name}帮助学校节能并衡量效果。"),
    "Rehabilitation Technology Trust": ("{name} lends and repairs assistive devices free of charge.", "{name}免費借出及維修輔助器具。", "{name}免费借出和维修辅助器具。"),
    "Digital Inclusion Trust": ("{name} teaches people to use public digital services safely.", "{name}教導市民安全使用公共數碼服務。", "{name}教市民安全使用公共数字服务。"),
}  # fmt: skip

# Where they are; a last sentence, for companies at both sites or in Shenzhen.
PLACE: dict[tuple[str, ...], list[Texts]] = {
    ("hk", "sz"): [
        ("The teams in Hong Kong and Futian meet every second week.", "香港與福田兩地團隊隔週會面。", "香港与福田两地团队隔周见面。"),
        ("Research sits in Hong Kong, engineering in Shenzhen.", "研究團隊在香港，工程團隊在深圳。", "研究团队在香港，工程团队在深圳。"),
    ],
    ("sz",): [
        ("The office is at the Shenzhen branch of the park in Futian.", "辦公室位於福田的深圳分園。", "办公室位于福田的深圳分园。"),
    ],
}  # fmt: skip
