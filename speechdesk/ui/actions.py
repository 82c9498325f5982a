"""Every action of the window: its name, its words, its shortcut and its menu."""

from dataclasses import dataclass

MENUS = (
    ("file", "文件(&F)"),
    ("edit", "编辑(&E)"),
    ("paragraph", "段落(&P)"),
    ("suggest", "联想(&S)"),
    ("view", "查看(&V)"),
    ("help", "帮助(&H)"),
)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        name: what tests and handlers call it.
        text: its words in the menu.
        menu: the menu it stands in.
        shortcut: in Qt's portable form; empty for none.
        group: actions of one group exclude each other; "" for an action of its own.
        toggles: whether it is on or off.
        ends_section: whether a line is drawn under it.
        icon: its file in resources/icons; "" for none.
    """

    name: str
    text: str
    menu: str
    shortcut: str = ""
    group: str = ""
    toggles: bool = False
    ends_section: bool = False
    icon: str = ""


ACTIONS = (
    ActionSpec("new", "新建讲稿", "file", "Ctrl+N"),
    ActionSpec("open", "打开…", "file", "Ctrl+O"),
    ActionSpec("save", "保存", "file", "Ctrl+S"),
    ActionSpec("save_as", "另存为…", "file", "Ctrl+Shift+S", ends_section=True),
    ActionSpec("card", "会议卡…", "file", "Ctrl+K", icon="id"),
    ActionSpec("pattern", "提纲模式…", "file", "Ctrl+Shift+O"),
    ActionSpec("facts", "公文要素…", "file", "Ctrl+Shift+G"),
    ActionSpec("versions", "版本…", "file", "Ctrl+Shift+H", icon="history"),
    ActionSpec("keep_version", "留一个版本…", "file", "Ctrl+Shift+K"),
    ActionSpec("export", "导出 Word…", "file", "Ctrl+E"),
    ActionSpec("export_sources", "导出送审稿（批注出处）…", "file", "Ctrl+Alt+E"),
    ActionSpec("export_comparison", "导出花脸稿（与旧稿对照）…", "file", "Ctrl+Alt+H"),
    ActionSpec("export_pdf", "导出 PDF…", "file", "Ctrl+Shift+E"),
    ActionSpec("print", "打印…", "file", "Ctrl+P"),
    ActionSpec("verify", "检查 Word 版式…", "file", "Ctrl+Alt+V", ends_section=True),
    ActionSpec("import_files", "导入材料…", "file", "Ctrl+I"),
    ActionSpec("import_folder", "导入文件夹…", "file", "Ctrl+Shift+I"),
    ActionSpec("cancel_import", "停止导入", "file", "Ctrl+Alt+I", ends_section=True),
    ActionSpec("quit", "退出", "file", "Ctrl+Q"),
    ActionSpec("undo", "撤销", "edit", "Ctrl+Z"),
    ActionSpec("redo", "重做", "edit", "Ctrl+Y", ends_section=True),
    ActionSpec("cut", "剪切", "edit", "Ctrl+X"),
    ActionSpec("copy", "复制", "edit", "Ctrl+C"),
    ActionSpec("paste", "粘贴", "edit", "Ctrl+V"),
    ActionSpec("select_all", "全选", "edit", "Ctrl+A", ends_section=True),
    ActionSpec("find", "查找…", "edit", "Ctrl+F"),
    ActionSpec("replace", "替换…", "edit", "Ctrl+H"),
    ActionSpec("find_next", "查找下一处", "edit", "F3"),
    ActionSpec("find_previous", "查找上一处", "edit", "Shift+F3"),
    ActionSpec("kind_body", "正文", "paragraph", "Ctrl+0"),
    ActionSpec("kind_heading_1", "一级标题", "paragraph", "Ctrl+1"),
    ActionSpec("kind_heading_2", "二级标题", "paragraph", "Ctrl+2"),
    ActionSpec("kind_heading_3", "三级标题", "paragraph", "Ctrl+3"),
    ActionSpec("kind_heading_4", "四级标题", "paragraph", "Ctrl+4", ends_section=True),
    ActionSpec("kind_title", "讲稿标题", "paragraph", "Ctrl+5"),
    ActionSpec("kind_speaker", "讲话人", "paragraph", "Ctrl+6"),
    ActionSpec("kind_date", "日期", "paragraph", "Ctrl+7"),
    ActionSpec("kind_greeting", "称呼", "paragraph", "Ctrl+8", ends_section=True),
    ActionSpec("section_up", "本节上移", "paragraph", "Alt+Shift+Up"),
    ActionSpec("section_down", "本节下移", "paragraph", "Alt+Shift+Down"),
    ActionSpec("section_promote", "本节升一级", "paragraph", "Alt+Shift+Left"),
    ActionSpec("section_demote", "本节降一级", "paragraph", "Alt+Shift+Right", ends_section=True),
    ActionSpec("lock", "锁定或解锁所选（领导原话）", "paragraph", "Ctrl+Shift+J", ends_section=True),
    ActionSpec("numbering", "自动调整序号", "paragraph", "Ctrl+Alt+N", toggles=True),
    ActionSpec("renumber", "重排全文序号", "paragraph", "Ctrl+Shift+N"),
    ActionSpec("accept", "接受续写（Tab）", "suggest", "Ctrl+Return"),
    ActionSpec("accept_clause", "接受到下一个标点", "suggest", "Alt+Right"),
    ActionSpec("next_completion", "下一个续写", "suggest", "Alt+]"),
    ActionSpec("previous_completion", "上一个续写", "suggest", "Alt+["),
    ActionSpec("dismiss", "收起续写（Esc）", "suggest", ends_section=True),
    ActionSpec("insert_1", "插入第 1 条素材", "suggest", "Alt+1"),
    ActionSpec("insert_2", "插入第 2 条素材", "suggest", "Alt+2"),
    ActionSpec("insert_3", "插入第 3 条素材", "suggest", "Alt+3"),
    ActionSpec("insert_4", "插入第 4 条素材", "suggest", "Alt+4"),
    ActionSpec("insert_5", "插入第 5 条素材", "suggest", "Alt+5", ends_section=True),
    ActionSpec("keep_own", "把选中的文字存为素材", "suggest", "Ctrl+D", ends_section=True),
    ActionSpec("next_slot", "下一个空位", "suggest", "F4"),
    ActionSpec("previous_slot", "上一个空位", "suggest", "Shift+F4", ends_section=True),
    ActionSpec("suggestions", "边写边联想", "suggest", "F8", toggles=True, icon="bulb"),
    ActionSpec("search", "检索素材库", "view", "Ctrl+L", icon="books"),
    ActionSpec("sources", "看参照的讲话", "view", "Ctrl+Shift+L"),
    ActionSpec("manage_library", "素材库管理…", "view", "Ctrl+Alt+L", ends_section=True),
    ActionSpec("preview", "页面预览", "view", "F9", toggles=True, icon="file-text"),
    ActionSpec("focus", "只看讲稿", "view", "F11", toggles=True, icon="focus-centered"),
    ActionSpec("presets", "本单位的版式…", "view", "Ctrl+Alt+P"),
    ActionSpec("next_pane", "到下一栏", "view", "F6", ends_section=True),
    ActionSpec("zoom_in", "放大", "view", "Ctrl+="),
    ActionSpec("zoom_out", "缩小", "view", "Ctrl+-"),
    ActionSpec("zoom_reset", "原大", "view", "Ctrl+Alt+0", ends_section=True),
    ActionSpec("theme_system", "颜色跟随系统", "view", "Ctrl+Alt+1", group="theme", toggles=True),
    ActionSpec("theme_light", "浅色", "view", "Ctrl+Alt+2", group="theme", toggles=True),
    ActionSpec("theme_dark", "深色", "view", "Ctrl+Alt+3", group="theme", toggles=True, ends_section=True),
    ActionSpec("settings", "设置…", "view", "Ctrl+,", icon="settings"),
    ActionSpec("help", "快捷键与帮助", "help", "F1", icon="help-circle"),
    ActionSpec("about", "关于讲稿台", "help", "Shift+F1"),
)
