"""A small register as plain rows, and ways to write it as a workbook or as a folder."""

from __future__ import annotations

import csv
from copy import deepcopy
from pathlib import Path

from openpyxl import Workbook

Sheets = dict[str, list[list[object]]]

GOOD: Sheets = {
    "单位": [
        ["单位名称", "单位类别", "简称", "对外服务", "接入问答平台"],
        ["青禾县人民政府", "县市区", "青禾县；青禾", "是", "否"],
        ["云汀市财政局", "部门", "市财政局", "否", "是"],
    ],
    "网站": [
        ["单位名称", "平台类型", "名称", "网址", "网站标识码", "起始页", "渲染", "备注"],
        ["青禾县人民政府", "门户网站", "青禾县政府网", "http://www.qinghe-demo.gov.cn", "9901230001", "", "", ""],
        ["市财政局", "信息公开平台", "市财政局信息公开", "https://czj.yunting-demo.gov.cn/zfxxgk/", "bm99010001",
         "https://czj.yunting-demo.gov.cn/a/；https://czj.yunting-demo.gov.cn/b/", "浏览器", "下午维护"],
    ],
    "新媒体": [
        ["单位名称", "平台", "账号名称", "账号标识", "主页", "订阅地址", "开设日期", "备案日期", "状态", "状态日期"],
        ["青禾县", "微信", "青禾发布", "qinghe-demo", "", "http://feeds.demo.example:8080/q.xml",
         "2018年3月1日", "2018/3/15", "关停", "2021-06-30"],
    ],
    "应设栏目": [
        ["平台类型", "单位类别", "单位名称", "栏目名称", "同义名称", "更新周期", "本年度须有", "依据"],
        ["门户网站", "县市区", "", "政府购买服务", "购买服务;政府采购服务", "365", "是", "要点"],
        ["", "", "青禾县", "政府购买服务", "", "30", "", ""],
        ["", "", "", "规划计划", "", "", "", ""],
    ],
    "栏目责任": [["网址", "栏目名称", "责任单位"], ["http://www.qinghe-demo.gov.cn/", "财政预决算", "市财政局"]],
    "上级信息": [["标题", "发布日期", "来源", "转发期限"], ["关于示例的通知", "2021-07-12", "示例省政府网", "3"]],
    "例外": [
        ["规则", "单位名称", "网址", "栏目名称", "原因", "批准人", "有效期至"],
        ["F04", "青禾县", "", "人事任免", "暂停任免", "示例科室", "2021-12-31"],
    ],
}  # fmt: skip


def good() -> Sheets:
    return deepcopy(GOOD)


def write_workbook(sheets: Sheets, path: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([value if value != "" else None for value in row])
    book.save(path)
    return path


def write_folder(sheets: Sheets, path: Path, encoding: str = "utf-8") -> Path:
    path.mkdir()
    for name, rows in sheets.items():
        with (path / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return path
