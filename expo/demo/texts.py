"""Sentences of the demo's adverts and profiles, written apart in each language; {a}, {b}, {c} are skills."""

INTRO = {
    "en": [
        "We are a small team that ships every week, and we are looking for a {title} who likes to own a result.",
        "Our customers in Hong Kong and the Greater Bay Area rely on what this team builds; as {title} you make it better.",
        "The {title} joins a product line that left the laboratory last year and now has paying users.",
        "After our last funding round we are building the group around this role from the ground up.",
        "You would be the {title} in a team of six, sitting next to the people who test and sell the product.",
        "This position is new: the work was shared among the founders until now.",
    ],
    "zh-hant": [
        "我們是一支每星期都有產品更新的小團隊，現誠邀樂於承擔成果的{title}加入。",
        "香港及大灣區的客戶每天使用我們的產品，{title}將令它更上一層樓。",
        "{title}會加入去年走出實驗室、現已有付費用戶的產品線。",
        "完成最新一輪融資後，我們正圍繞這個職位由零組建團隊。",
        "你會在六人團隊中擔任{title}，與測試及銷售產品的同事並肩工作。",
        "這是新設職位，有關工作一直由創辦人分擔。",
    ],
    "zh-hans": [
        "我们是一支每周都发布新版本的小团队，正在寻找愿意对结果负责的{title}。",
        "香港和大湾区的客户每天都在用我们的产品，{title}要让它更好用。",
        "{title}将加入去年走出实验室、现在已有付费用户的产品线。",
        "完成新一轮融资后，我们正围绕这个岗位从零搭建团队。",
        "你将在六人团队里担任{title}，与测试和销售产品的同事一起办公。",
        "这是新设岗位，此前的工作由创始人分担。",
    ],
}

DUTIES = {
    "rnd": {
        "en": [
            "You plan and run experiments that need {a} and {b}, and you write down what did not work.",
            "You turn a research result into a prototype with {a}, then into something that survives a customer's hands.",
            "You review published work, choose what to try, and defend the choice with data from {b}.",
        ],
        "zh-hant": [
            "規劃並執行涉及{a}及{b}的實驗，並如實記錄失敗之處。",
            "以{a}把研究成果變成原型，再發展成經得起客戶使用的產品。",
            "研讀已發表的成果，決定值得嘗試的方向，並以{b}的數據支持決定。",
        ],
        "zh-hans": [
            "规划并执行涉及{a}和{b}的实验，如实记录没有成功的部分。",
            "用{a}把研究成果做成原型，再打磨成经得起客户使用的产品。",
            "研读已发表的成果，选择值得尝试的方向，并用{b}的数据支撑判断。",
        ],
    },
    "technology": {
        "en": [
            "You build and run services with {a} and {b}, from the first sketch to the night when something breaks.",
            "You own a part of the code base that depends on {a}, and you make it simpler every quarter.",
            "You work with product and research colleagues to bring {b} into daily use.",
        ],
        "zh-hant": [
            "運用{a}及{b}開發並營運服務，由構思草圖到深夜故障都由你跟進。",
            "負責依賴{a}的部分程式碼，並令它每季更簡潔。",
            "與產品及研究同事合作，把{b}帶進日常應用。",
        ],
        "zh-hans": [
            "使用{a}和{b}开发并运营服务，从最初的草图到半夜的故障都由你负责。",
            "负责依赖{a}的那部分代码，并让它每个季度更简洁。",
            "与产品和研究同事合作，把{b}带入日常使用。",
        ],
    },
    "design": {
        "en": ["You shape how the product looks and answers, test it with people, and hand over with {a} and {b}."],
        "zh-hant": ["塑造產品的外觀與互動，親自找用戶測試，並以{a}及{b}交付成果。"],
        "zh-hans": ["打磨产品的外观与交互，亲自找用户测试，并用{a}和{b}交付成果。"],
    },
    "business": {
        "en": [
            "You find the customers for whom our work matters, and you use {a} and {b} to win and keep them.",
            "You prepare offers, follow them through, and report honestly on what the market says about {a}.",
        ],
        "zh-hant": [
            "發掘真正需要我們的客戶，運用{a}及{b}爭取並留住他們。",
            "準備方案並跟進到底，如實匯報市場對{a}的看法。",
        ],
        "zh-hans": [
            "找到真正需要我们的客户，用{a}和{b}赢得并留住他们。",
            "准备方案并跟进到底，如实反馈市场对{a}的看法。",
        ],
    },
    "operations": {
        "en": [
            "You keep the line running: planning, suppliers and quality, with {a} and {b} as daily tools.",
            "You notice what slows the others down and fix it, supported by {a}.",
        ],
        "zh-hant": [
            "確保運作暢順：規劃、供應商與品質，每天以{a}及{b}為工具。",
            "留意拖慢團隊的環節並加以改善，{a}是你的後盾。",
        ],
        "zh-hans": [
            "保证运转顺畅：计划、供应商和质量，每天以{a}和{b}为工具。",
            "发现拖慢团队的环节并加以改进，{a}是你的后盾。",
        ],
    },
    "support": {
        "en": ["You are the person colleagues turn to first; {a} and {b} help you to answer quickly and correctly."],
        "zh-hant": ["同事遇事首先找你，{a}及{b}助你快速而準確地回應。"],
        "zh-hans": ["同事遇事首先找你，{a}和{b}帮助你快速而准确地回应。"],
    },
}

CLOSING = {
    "en": [
        "Experience with {c} is welcome. We answer every application within ten working days.",
        "If you know {c}, tell us where you used it. A short project counts as much as a certificate.",
        "Flexible hours, a quiet desk and a budget for courses.",
        "The first interview is with the person you would work with.",
    ],
    "zh-hant": [
        "具{c}經驗者更佳。我們會在十個工作天內回覆每份申請。",
        "若你熟悉{c}，請說明在哪裏用過；小型項目與證書同樣獲承認。",
        "彈性工時、安靜座位，並設進修津貼。",
        "首輪面試由你的未來拍檔主持。",
    ],
    "zh-hans": [
        "有{c}经验者优先。我们会在十个工作日内回复每份申请。",
        "如果你熟悉{c}，请说明在哪里用过；小项目与证书同样算数。",
        "弹性工作时间，安静的工位，并提供学习经费。",
        "第一轮面试由你未来的搭档主持。",
    ],
}

ABOUT = {
    "en": [
        "{name} makes {field} products for customers in Hong Kong and the Greater Bay Area. Founded at the park, still growing.",
        "At {name} engineers talk to customers. We work on {field} and publish what we learn.",
        "{name} brings {field} from the laboratory to the factory floor.",
    ],
    "zh-hant": [
        "{name}為香港及大灣區客戶提供{field}產品，在園區創立，持續成長。",
        "在{name}，工程師直接與客戶對話。我們專注{field}，並分享所學。",
        "{name}把{field}由實驗室帶到生產線。",
    ],
    "zh-hans": [
        "{name}为香港和大湾区客户提供{field}产品，在园区创立，持续成长。",
        "在{name}，工程师直接与客户对话。我们专注{field}，并分享所学。",
        "{name}把{field}从实验室带到生产线。",
    ],
}

EXPERIENCE = {
    "en": [
        "Worked with {a} and {b} every day; took over {c} when a colleague left.",
        "Delivered two releases that depend on {a}. Wrote the tests and the hand-over notes.",
        "Set up {a} for the team, measured the effect and presented it to the client.",
        "Final-year project on {a} with {b}; the prototype was shown at an open day.",
        "Helped three customers to introduce {a}; trained their staff in {c}.",
    ],
    "zh-hant": [
        "日常使用{a}及{b}，同事離職後接手{c}。",
        "交付兩個以{a}為基礎的版本，並撰寫測試及交接文件。",
        "為團隊建立{a}，量度成效並向客戶匯報。",
        "畢業專題研究{a}與{b}，原型曾於開放日展出。",
        "協助三家客戶引入{a}，並為其員工提供{c}培訓。",
    ],
    "zh-hans": [
        "日常使用{a}和{b}，同事离职后接手{c}。",
        "交付了两个以{a}为基础的版本，并编写测试和交接文档。",
        "为团队搭建{a}，衡量效果并向客户汇报。",
        "毕业设计研究{a}与{b}，原型在开放日展出。",
        "帮助三家客户引入{a}，并为其员工培训{c}。",
    ],
}

SUMMARY = {
    "en": [
        "I like work where {a} meets {b}. Looking for a team that measures what it claims.",
        "{title} by training; lately most of my time goes into {a}. I would like to learn more about {c}.",
        "Hands-on with {a} and {b}, curious about {c}.",
    ],
    "zh-hant": [
        "喜歡結合{a}與{b}的工作，希望加入重視實證的團隊。",
        "{title}出身，近來主要投入{a}，期望多學{c}。",
        "熟悉{a}及{b}，對{c}感興趣。",
    ],
    "zh-hans": [
        "喜欢结合{a}与{b}的工作，希望加入重视实证的团队。",
        "{title}出身，近来主要投入{a}，希望多学{c}。",
        "熟悉{a}和{b}，对{c}感兴趣。",
    ],
}

# What people write that no vocabulary names (yet): kept as free text and shown to an editor.
FREE_TEXT_REQUIREMENTS = {
    "en": [
        "comfort with ambiguity",
        "field visits to customer plants",
        "reading datasheets quickly",
        "pitching to non-technical people",
    ],
    "zh-hant": ["能適應初創節奏", "到客戶廠房實地支援", "向非技術人員講解", "熟讀規格書"],
    "zh-hans": ["能适应初创节奏", "到客户工厂现场支持", "向非技术人员讲解", "快速阅读规格书"],
}
FREE_TEXT_SKILLS = {
    "en": [
        "retro game modding",
        "hackathon organising",
        "soldering tiny things",
        "writing lab manuals",
        "open-source triage",
    ],
    "zh-hant": ["籌辦黑客松", "焊接微細零件", "撰寫實驗手冊", "開源社群協調"],
    "zh-hans": ["组织黑客松", "焊接微小元件", "编写实验手册", "开源社区协调"],
}

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
