"""Small pages of the content systems of PLATFORMS.md, with fictional places. Each builder returns the body."""

NAV = """<div class="header"><a href="/"><img src="logo.png"></a></div>
<div class="nav"><ul>
<li><a href="/">首页</a></li>
<li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/tzgg/">通知公告</a></li>
<li><a href="/zwgk/zcwj/">政策文件</a></li></ul></li>
<li><a href="/hdjl/">互动交流</a><ul><li><a href="/hdjl/xjtj/">信件统计</a></li></ul></li>
</ul></div>"""
FOOT = """<div class="footer"><a href="/wzdt/">网站地图</a><a href="/down/ie.doc">浏览器说明</a>
<p>主办：清源市人民政府办公室 2019-01-01 网站标识码 9901000001</p></div>"""
LABELS = """<meta name="SiteName" content="清源市人民政府"><meta name="sitedomain" content="www.qingyuan.example">
<meta name="SiteIDCode" content="9901000001"><meta name="ColumnName" content="通知公告">"""


def html(body: str, title: str = "通知公告-清源市人民政府", head: str = "") -> bytes:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{LABELS}{head}</head>'
    return f"{page}<body>{NAV}{body}{FOOT}</body></html>".encode()


def article(meta: str, content: str, head: str = "", title: str = "关于开展安全生产检查的通知") -> bytes:
    body = (
        f"<div "
        f'class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>'
        f' &gt; <a href="/zwgk/tzgg/">通知公告</a></div>'
        f'<div class="main"><h1>{title}</h1><div class="info">{meta}</div><div '
        f'class="TRS_Editor">{content}</div></div>'
    )
    return html(body, f"{title}-清源市人民政府", head)


PROSE = (
    "<p>各区人民政府，市政府各部门：为做好安全生产工作，经市政府同意，现就有关事项通知如下，请认真贯彻执行。</p>"
    "<p>一、提高认识，压实责任，严格落实各项安全措施，确保人民群众生命财产安全。</p>"
)

TRS_LIST = html(
    '<ul class="list">'
    '<li><a href="./202108/t20210820_101.html" title="关于公布二〇二一年度清源市行政许可事项清单的通知">'
    "关于公布二〇二一年度清源市...</a>"
    "<span>2021-08-20</span></li>"
    '<li><a href="./202108/t20210811_100.html">关于做好防汛工作的通知</a><span>2021/08/11</span></li>'
    '<li><a href="./202107/t20210701_99.html">关于调整公交线路的公告</a><span>[07-01]</span></li>'
    '</ul><script>createPageHTML(4, 1, "index", "html");</script>'
)
JCMS_LIST = html(
    '<div id="12345"><script type="text/xml"><datastore><nextgroup></nextgroup><recordset>'
    '<record><![CDATA[<li><a href="/art/2021/8/5/art_12_345.html">清源市召开防汛工作会议</a>'
    "<span>[2021-08-05]</span></li>]]></record>"
    '<record><![CDATA[<li><a href="/art/2021/7/9/art_12_344.html">清源市开展安全检查工作</a>'
    "<span>[2021-07-09]</span></li>]]></record>"
    "</recordset></datastore></script></div><script>var url='/module/web/jpage/dataproxy.jsp';</script>"
)
JPAAS_SHELL = html(
    '<div class="list-box"></div>'
    '<script src="/script/unitbuild.js" url="/jpaas-publish-server/front/page/build/unit" '
    "querydata=\"{'webId':'1','pageId':'2'}\"></script>"
)
EPOINT_SHELL = html(
    '<ul class="ewb-list"><li><a href="<?=el.link?>"><?=el.title?></a><span><?=el.date?></span></li></ul>'
    "<script src='/js/webBuilderCommon.js'></script><script>getgovinfolist()</script>"
)
VUE_SHELL = (
    b'<html><head><title>x</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'
)
VSB_LIST = html(
    '<div class="ny"><div class="item"><a href="../info/1021/5.htm">城区供水管网改造工程顺利完工</a>'
    "<span>2021年08月02日</span></div>"
    '<div class="item"><a href="../info/1021/4.htm">清源市第一小学新校区启用</a><span>2021年07月30日</span></div>'
    '<div class="item"><a href="../info/1021/3.htm">全市经济运行调度会召开情况</a><span>'
    "2021年07月12日</span></div></div>"
    '<div class="pb"><a href="tzgg/3.htm">下页</a><a href="tzgg/1.htm">尾页</a></div>'
    "<!-- Announced by Visual SiteBuilder 9 -->"
)
NFCMS_LIST = html(
    '<div class="con"><dl><dt><a href="/tzgg/content/post_9.html">关于清源市教育招生工作安排的公告</a>'
    "</dt><dd>2021.8.9</dd></dl>"
    '<dl><dt><a href="/tzgg/content/post_8.html">关于清源市道路临时封闭的公告</a></dt><dd>2021.8.1</dd></dl></div>'
    '<div class="page"><a href="index_2.html">下一页</a><a href="index_5.html">末页</a>共98条</div>'
    "<script>var NFCMS_SITE_ID=1;</script>"
)
TABLE_LIST = html(
    "<table class='gk'><tr><th>名称</th><th>成文日期</th><th>发布日期</th></tr>"
    '<tr><td><a href="/a/1001.html">清源市政府信息公开办法</a></td><td>2021-01-05</td><td>2021-01-12</td></tr>'
    '<tr><td><a href="/a/1002.html">清源市档案管理规定细则</a></td><td>2020-12-01</td><td>2020-12-25</td></tr></table>'
)
SPLIT_DATES = html(
    '<ul class="news"><li><div class="d"><b>20</b><i>2021-08</i></div><a href="/n/10021.html">'
    "清源市举办企业家座谈会</a></li>"
    '<li><div class="d"><b>9</b><i>2021-08</i></div><a href="/n/10020.html">清源市开展志愿服务活动</a></li></ul>'
    '<div class="hot"><h3>热点推荐</h3><ul><li><a href="/n/9.html">热点：某年某月某事件的推荐</a><span>'
    "2021-08-21</span></li>"
    '<li><a href="/n/8.html">热点：又一件推荐的事情</a><span>2021-08-21</span></li></ul></div>'
)
NESTED_INTERPRETATION = html(
    '<ul class="u"><li><a href="/z/t20210809_5.html">清源市物业管理办法</a>'
    '<div class="pop"><h3>相关解读</h3><ul><li><a href="/j/t20210810_6.html">《清源市物业管理办法》解读</a></li></ul>'
    "</div><span>2021-08-09</span></li>"
    '<li><a href="/z/t20210801_4.html">清源市停车管理办法</a><div class="pop"><h3>相关解读</h3><ul></ul></div>'
    "<span>2021-08-01</span></li></ul>"
)
FLAT_LIST = html(
    '<div class="flat"><a href="/x/20210803/1.html">清源市发布高温预警信号</a> 2021-08-03<br>'
    '<a href="/x/20210802/2.html">清源市开展食品安全抽检</a> 2021-08-02<br>'
    '<a href="/x/20210801/3.html">清源市图书馆延长开放时间</a> 2021-08-01<br></div>'
)
