"""Families of work: which sentences fit a role, and which clusters lie next to each other."""

FAMILY_OF_CLUSTER = {
    "ai": "data", "data_analytics": "data", "software_ict": "software", "fintech_web3": "software", "cybersecurity": "security",
    "robotics": "hardware", "microelectronics": "hardware", "telecom_iot": "hardware", "advanced_manufacturing": "hardware",
    "biomedical": "laboratory", "materials_nano": "laboratory", "medtech_digital_health": "device",
    "smart_city_proptech": "field", "green_energy": "field", "business_startup": "software", "general": "software",
}  # fmt: skip
# Research of these looks different from their engineering.
FAMILY_OF_RESEARCH = {"fintech_web3": "data", "green_energy": "hardware", "business_startup": "operations"}
NEIGHBOURS = {
    "ai": ["data_analytics", "software_ict", "robotics"],
    "data_analytics": ["ai", "software_ict", "fintech_web3"],
    "software_ict": ["ai", "data_analytics", "cybersecurity"],
    "cybersecurity": ["software_ict", "telecom_iot", "fintech_web3"],
    "fintech_web3": ["software_ict", "data_analytics", "cybersecurity"],
    "robotics": ["ai", "advanced_manufacturing", "microelectronics"],
    "microelectronics": ["telecom_iot", "robotics", "materials_nano"],
    "telecom_iot": ["microelectronics", "software_ict", "cybersecurity"],
    "advanced_manufacturing": ["robotics", "materials_nano", "microelectronics"],
    "biomedical": ["medtech_digital_health", "materials_nano", "data_analytics"],
    "materials_nano": ["green_energy", "advanced_manufacturing", "biomedical"],
    "medtech_digital_health": ["biomedical", "software_ict", "microelectronics"],
    "smart_city_proptech": ["green_energy", "software_ict", "telecom_iot"],
    "green_energy": ["smart_city_proptech", "materials_nano", "advanced_manufacturing"],
    "business_startup": ["software_ict", "fintech_web3", "smart_city_proptech"],
    "general": ["business_startup"],
}


def family(cluster: str, function: str) -> str:
    """Return the family of a role: by function where that says more than the industry, else by cluster."""
    if function in ("design", "business", "operations", "support"):
        return function
    if function == "rnd" and cluster in FAMILY_OF_RESEARCH:
        return FAMILY_OF_RESEARCH[cluster]
    return FAMILY_OF_CLUSTER[cluster]
