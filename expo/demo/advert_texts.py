"""Sentences of the demo's adverts, written apart in each language; {a}, {b}, {c} are skills, {title} the role."""

Texts = tuple[str, str, str]  # English, Traditional, Simplified

INTRO: dict[str, list[Texts]] = {
    "startup": [
        ("We are a small team that ships every week. As {title} you own your result from the first sketch to the first user.", "我們是每星期都有產品更新的小團隊；作為{title}，由首張草圖到首位用戶都由你主理。", "我们是每周都有产品更新的小团队；作为{title}，从第一张草图到第一位用户都由你负责。"),
        ("After our last funding round we are building a group around this role from the ground up.", "完成最新一輪融資後，我們正圍繞這個職位由零組建團隊。", "完成最新一轮融资后，我们正围绕这个岗位从零组建团队。"),
        ("This position is new: the founders have shared the work until now, and it has outgrown them.", "這是新設職位：有關工作一直由創辦人分擔，如今已應付不來。", "这是新设岗位：相关工作一直由创始人分担，如今已忙不过来。"),
        ("The {title} joins a product line that left the laboratory last year and now has paying users.", "{title}會加入去年走出實驗室、現已有付費用戶的產品線。", "{title}将加入去年走出实验室、现已有付费用户的产品线。"),
    ],
    "growth": [
        ("Our team has doubled in two years. The {title} helps us to keep the quality that brought us here.", "團隊兩年內倍增，{title}將協助我們保持一貫水準。", "团队两年内翻倍，{title}将帮助我们保持一贯水准。"),
        ("You would be the {title} in a team of six, next to the people who test and sell the product.", "你會在六人團隊中擔任{title}，與測試及銷售產品的同事並肩工作。", "你将在六人团队中担任{title}，与测试和销售产品的同事并肩工作。"),
        ("We are entering two new markets this year, and this role is part of the plan.", "我們今年開拓兩個新市場，這個職位是計劃的一部分。", "我们今年开拓两个新市场，这个岗位是计划的一部分。"),
    ],
    "established": [
        ("Our customers in Hong Kong and the Greater Bay Area rely on what this department builds; as {title} you make it better.", "香港及大灣區的客戶倚重本部門的產品，{title}將令它更上一層樓。", "香港和大湾区的客户倚重本部门的产品，{title}将让它更上一层楼。"),
        ("You join our research centre at the park, with a mentor for the first six months.", "你會加入設於園區的研究中心，首六個月有導師同行。", "你将加入设在园区的研发中心，前六个月有导师带领。"),
        ("The position replaces a colleague who moves to our Singapore office in spring.", "同事將於春季調往新加坡辦事處，現誠邀接任者。", "同事将于春季调往新加坡办公室，现诚邀接任者。"),
    ],
    "institute": [
        ("The work belongs to a three-year project with two companies of the park as partners.", "工作屬於一項為期三年、與兩家園區企業合作的項目。", "工作属于一项为期三年、与两家园区企业合作的项目。"),
        ("Our group hands over what it finds: as {title} you work on results that others will use.", "我們的團隊把成果轉移予業界；作為{title}，你的成果會被他人採用。", "我们的团队把成果转移给产业界；作为{title}，你的成果会被他人采用。"),
    ],
    "nonprofit": [
        ("We are few, we are honest about what works, and we need a {title} who likes people.", "我們人數不多，坦誠面對成效，現需要一位樂於與人相處的{title}。", "我们人数不多，坦诚面对成效，现需要一位乐于与人相处的{title}。"),
        ("The role is paid by a three-year grant, and its results are published.", "職位由三年期資助支持，成果將會公開。", "岗位由三年期资助支持，成果将会公开。"),
    ],
    "internship": [
        ("Ten weeks in summer with a task of your own, a named coach and a presentation at the end.", "暑期十星期，有專屬任務與指定教練，最後向團隊匯報。", "暑期十周，有专属任务和指定教练，最后向团队汇报。"),
        ("You work on one real problem of ours and see it used before you leave.", "你會處理我們的一個真實課題，離開前看見成果獲採用。", "你将处理我们的一个真实课题，离开前看到成果被采用。"),
        ("Two interns share this project; one prepares the data and the rig, the other the results, then you swap.", "兩名實習生合作此項目：一人準備數據與裝置，一人分析結果，然後對調。", "两名实习生合作此项目：一人准备数据和装置，一人分析结果，然后对调。"),
    ],
    "graduate": [
        ("A two-year programme for people who graduate in summer: four teams, one mentor, one project of your own.", "為明年夏季畢業生而設的兩年計劃：四個團隊、一位導師、一個自主項目。", "面向明年夏季毕业生的两年项目：四个团队、一位导师、一个自主课题。"),
        ("Your first job with us: three months of training, then a place in the team that suits you.", "你在本公司的首份工作：三個月培訓，然後加入合適的團隊。", "你在本公司的第一份工作：三个月培训，然后加入合适的团队。"),
    ],
}  # fmt: skip

DUTIES: dict[str, list[Texts]] = {
    "software": [
        ("You build and run services with {a} and {b}, from the first sketch to the night when something breaks.", "運用{a}及{b}開發並營運服務，由構思草圖到深夜故障都由你跟進。", "使用{a}和{b}开发并运营服务，从最初的草图到半夜的故障都由你跟进。"),
        ("You own the part of the product that depends on {a}, and you make it simpler every quarter.", "負責產品中依賴{a}的部分，並令它每季更簡潔。", "负责产品中依赖{a}的部分，并让它每个季度更简洁。"),
        ("You review code, write tests, and bring {b} into daily use together with product colleagues.", "審閱程式碼、撰寫測試，並與產品同事一起把{b}帶進日常應用。", "评审代码、编写测试，并与产品同事一起把{b}带入日常使用。"),
    ],
    "data": [
        ("You prepare data, train and check models with {a} and {b}, and watch how they behave in use.", "整理數據，以{a}及{b}建立並驗證模型，留意其上線後的表現。", "整理数据，用{a}和{b}建立并验证模型，关注其上线后的表现。"),
        ("You turn a question from a customer into an experiment with {a}, and the answer into a product feature.", "把客戶的問題變成運用{a}的實驗，再把答案變成產品功能。", "把客户的问题变成运用{a}的实验，再把答案变成产品功能。"),
        ("You explain to non-specialists what {b} can tell them and what it cannot.", "向非專業人士解釋{b}能說明甚麼、不能說明甚麼。", "向非专业人士解释{b}能说明什么、不能说明什么。"),
    ],
    "security": [
        ("You watch over the systems of forty customers with {a} and {b}, and you write reports that people read.", "以{a}及{b}守護四十家客戶的系統，並撰寫讀得懂的報告。", "用{a}和{b}守护四十家客户的系统，并撰写看得懂的报告。"),
        ("You look for weak spots with {a} before others do, and help engineers to close them.", "運用{a}搶先找出弱點，並協助工程師修補。", "运用{a}抢先发现弱点，并帮助工程师修补。"),
    ],
    "hardware": [
        ("You design and bring up boards and machines with {a} and {b}, in the laboratory and at the supplier's.", "運用{a}及{b}設計與調試電路板及機器，在實驗室和供應商現場都有你的身影。", "运用{a}和{b}设计并调试电路板与设备，实验室和供应商现场都有你的身影。"),
        ("You take a design from prototype to small series with {a}, and you find out why the tenth unit differs.", "以{a}把設計由原型帶到小批量生產，並找出第十件樣品為何不同。", "用{a}把设计从原型推进到小批量生产，并找出第十台样机为何不同。"),
        ("You measure, simulate with {b} and measure again until both agree.", "量度、以{b}模擬、再量度，直至兩者一致。", "测量、用{b}仿真、再测量，直到两者一致。"),
    ],
    "laboratory": [
        ("You plan and run experiments with {a} and {b}, and you write down what did not work.", "規劃並執行{a}及{b}的實驗，並如實記錄失敗之處。", "规划并执行{a}和{b}的实验，如实记录没有成功的部分。"),
        ("You turn a published method for {a} into a protocol that three people can repeat.", "把已發表的{a}方法寫成三人均可重複的實驗流程。", "把已发表的{a}方法写成三个人都能重复的实验流程。"),
        ("You keep samples, instruments and records in order, and bring {b} to the next scale.", "妥善管理樣本、儀器與記錄，並把{b}推展到更大規模。", "妥善管理样品、仪器与记录，并把{b}推进到更大规模。"),
    ],
    "device": [
        ("You develop and verify devices with {a} and {b}, and keep the design file ready for an audit.", "運用{a}及{b}開發及驗證器械，並令設計文件隨時可供審核。", "运用{a}和{b}开发并验证器械，让设计文件随时可供审核。"),
        ("You watch nurses and patients use the product, and change it with {a} until it disappears into their day.", "觀察護士與病人使用產品，以{a}改良，直至它自然融入日常。", "观察护士与患者使用产品，用{a}改进，直到它自然融入日常。"),
    ],
    "field": [
        ("You plan, install and check systems on site with {a} and {b}, together with owners and contractors.", "與業主及承建商一起，運用{a}及{b}在現場規劃、安裝及檢查系統。", "与业主和承包商一起，运用{a}和{b}在现场规划、安装并检查系统。"),
        ("You measure what a building or a plant uses, model it with {a}, and show where it can be halved.", "量度大廈或廠房的用量，以{a}建模，指出可減半之處。", "测量楼宇或厂房的用量，用{a}建模，指出可以减半之处。"),
    ],
    "design": [
        ("You shape how the product looks and answers, test it with people, and hand over with {a} and {b}.", "塑造產品的外觀與互動，親自找用戶測試，並以{a}及{b}交付成果。", "打磨产品的外观与交互，亲自找用户测试，并用{a}和{b}交付成果。"),
        ("You keep one visual language across app, packaging and exhibition stand, with {a} as your main tool.", "以{a}為主要工具，令應用程式、包裝與展位風格一致。", "以{a}为主要工具，让应用、包装与展位风格一致。"),
    ],
    "business": [
        ("You find the customers for whom our work matters, and you use {a} and {b} to win and keep them.", "發掘真正需要我們的客戶，運用{a}及{b}爭取並留住他們。", "找到真正需要我们的客户，用{a}和{b}赢得并留住他们。"),
        ("You prepare offers, follow them through, and report honestly what the market says about our {a}.", "準備方案並跟進到底，如實匯報市場對我們{a}工作的看法。", "准备方案并跟进到底，如实反馈市场对我们{a}工作的看法。"),
        ("You stand between engineers and customers and translate in both directions, with {a} and {b} at hand.", "身處工程師與客戶之間，憑{a}及{b}雙向溝通。", "身处工程师与客户之间，凭{a}和{b}双向沟通。"),
    ],
    "operations": [
        ("You keep the work running: planning, suppliers and quality, with {a} and {b} as daily tools.", "確保運作暢順：規劃、供應商與品質，每天以{a}及{b}為工具。", "保证运转顺畅：计划、供应商与质量，每天以{a}和{b}为工具。"),
        ("You notice what slows the others down and mend it, with {a} to back you up.", "留意拖慢團隊的環節並加以改善，{a}是你的後盾。", "发现拖慢团队的环节并加以改进，{a}是你的后盾。"),
        ("You keep the programme on time and the records complete, and you answer for {a} and {b}.", "令項目準時、記錄齊全，並對{a}及{b}負責。", "让项目准时、记录齐全，并对{a}和{b}负责。"),
    ],
    "support": [
        ("You are the person colleagues turn to first; {a} and {b} help you to answer quickly and correctly.", "同事遇事首先找你，{a}及{b}助你快速而準確地回應。", "同事遇事首先找你，{a}和{b}帮助你快速而准确地回应。"),
        ("You keep {a} in order for a company that grows, and you say when something is missing.", "為成長中的公司打理{a}，發現欠缺時主動提出。", "为成长中的公司打理{a}，发现欠缺时主动提出。"),
    ],
}  # fmt: skip

CLOSING: list[Texts] = [
    ("Experience with {c} is welcome. We answer every application within ten working days.", "具{c}經驗者更佳。我們會在十個工作天內回覆每份申請。", "有{c}经验者优先。我们会在十个工作日内回复每份申请。"),
    ("If you know {c}, tell us where you used it. A short project counts as much as a certificate.", "若你熟悉{c}，請說明在哪裏用過；小型項目與證書同樣獲承認。", "如果你熟悉{c}，请说明在哪里用过；小项目与证书同样算数。"),
    ("Flexible hours, a quiet desk and a budget for courses.", "彈性工時、安靜座位，並設進修津貼。", "弹性工作时间、安静的工位，并提供学习经费。"),
    ("The first interview is with the person you would work with.", "首輪面試由你的未來拍檔主持。", "第一轮面试由你未来的搭档主持。"),
    ("Shuttle bus from University station, canteen at the park, medical insurance from the first day.", "大學站有穿梭巴士，園區設食堂，入職首日起享醫療保險。", "大学站有接驳巴士，园区设食堂，入职首日起享医疗保险。"),
    ("Please send work you are proud of rather than a long letter.", "與其寫長信，請附上你引以為傲的作品。", "与其写长信，请附上你引以为豪的作品。"),
]  # fmt: skip
# The shuttle runs in Hong Kong alone.
CLOSING_ANYWHERE = [0, 1, 2, 3, 5]

# Titles of adverts for beginners made from a role for people with some experience.
BEGINNER_TITLE = {
    "internship": ("{title} Intern", "{title}（實習）", "{title}（实习）"),
    "graduate": ("Graduate {title}", "{title}（畢業生計劃）", "{title}（应届生项目）"),
}

# What people write that no vocabulary names (yet): kept as free text and shown to an editor.
FREE_TEXT_REQUIREMENTS = {
    "en": ["comfort with ambiguity", "field visits to customer plants", "reading datasheets quickly", "pitching to non-technical people", "night shifts twice a month", "own curiosity projects"],
    "zh-hant": ["能適應初創節奏", "到客戶廠房實地支援", "向非技術人員講解", "熟讀規格書", "每月兩次通宵值班", "有自發研究項目"],
    "zh-hans": ["能适应初创节奏", "到客户工厂现场支持", "向非技术人员讲解", "快速阅读规格书", "每月两次夜班值守", "有自发研究项目"],
}  # fmt: skip

LANGUAGE_REASONS = {
    "cantonese": "Daily calls with users who speak Cantonese",
    "putonghua": "Works with suppliers and colleagues in Shenzhen every day",
    "english_written": "Documentation and reports are written in English",
    "chinese_traditional": "Writes materials for Hong Kong readers",
    "chinese_simplified": "Writes documents for mainland customers",
}

EDITION = {
    "name": ("Talent Power Up 2026", "創科人才躍升 2026", "创科人才跃升 2026"),
    "summary": (
        "Meet the companies of the science park in Hong Kong and Shenzhen: jobs, graduate programmes and internships, "
        "matched to what you can do, skill by skill.",
        "與科學園香港及深圳的企業會面：工作、畢業生計劃與實習，按你的技能逐項配對。",
        "与科学园香港和深圳的企业见面：工作、毕业生项目与实习，按你的技能逐项匹配。",
    ),
    "venue": (
        "Science Park, Hong Kong · Shenzhen branch, Futian · online",
        "香港科學園 · 深圳分園（福田）· 網上",
        "香港科学园 · 深圳分园（福田）· 线上",
    ),
}
