async def test_x(reader):
    for size in [(80,24),(60,20),(120,36)]:
        async with reader(size) as s:
            print(s.panes(), s.focus, s.reader.scroll_offset)
            await s.press("down","down","pagedown")
            print(s.panes(), s.focus, s.reader.scroll_offset)
            await s.press("tab"); print(s.panes(), s.focus)
            await s.press("tab"); print(s.panes(), s.focus)
            await s.press("4"); print(s.panes(), s.focus, s.main.view)
            await s.press("tab"); print(s.panes(), s.focus)
            await s.press("tab"); print(s.panes(), s.focus)
            await s.press("1"); print(s.panes(), s.focus, s.main.view)
            await s.press("down"); print(s.panes(), s.focus, s.reader.scroll_offset)
