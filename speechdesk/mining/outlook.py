"""What headings say of the time: goals and tasks to come are worded like achievements, but are none."""

import re
from collections.abc import Mapping

from speechdesk.records import Block, Role

# Under such headings readers took 12 of 1,862 passages of work reports for achievements.
_GOALS = re.compile("目标|计划的任务")
_WORK = re.compile("(?:工作安排|重点工作|重点任务|工作任务|工作部署)$")
_LOOKS_BACK = re.compile("回顾|回望|成就|成效|成绩|过去|总结|年来|工作情况|完成|实现了|达成")
# A point of what is to be reached: ——科技创新能力明显提升。
_REACHED = re.compile(
    "(?:——|[一二三四五六七八九十]+是)[^。]{2,40}(?:提升|提高|增强|改善|有力|进步|跃升|[^。]{0,4}(?:成效|突破|进展))。"
)


def roles_ahead(block: Block) -> Mapping[Role, Role]:
    """Return the roles that words under the headings of `block` cannot have, with those they have instead.

    Empty where its headings do not tell of goals (目标) or tasks (任务) that are still to come.
    """
    if any(_LOOKS_BACK.search(heading) for heading in block.section):
        return {}
    if any(_GOALS.search(heading) for heading in block.section):
        goal = {Role.ACHIEVEMENTS: Role.OVERALL_DEMAND}
        return goal | {Role.TASKS: Role.OVERALL_DEMAND} if _REACHED.match(block.text) else goal
    return {Role.ACHIEVEMENTS: Role.TASKS} if any(map(_WORK.search, block.section)) else {}
