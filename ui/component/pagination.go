package component

// PageSizes are the rows a page that every list offers.
var PageSizes = []int{25, 50, 100}

// Paginate makes the pagination of a list of so many rows; href and sizeHref
// give the address of a page, and of the first page with another size. Far
// pages are left out, the first and the last never. A list that fits on the
// smallest page has neither pages nor sizes.
func Paginate(rows, size, page int, href, sizeHref func(int) string) PaginationView {
	var v PaginationView
	if rows <= PageSizes[0] {
		return v
	}
	for _, s := range PageSizes {
		v.Sizes = append(v.Sizes, PageItem{Number: s, Href: sizeHref(s), Active: s == size})
	}
	last := (rows + size - 1) / size
	if last < 2 {
		return v
	}
	page = max(1, min(page, last))
	before := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < page-1 || n > page+1) {
			continue
		}
		if n > before+1 {
			v.Pages = append(v.Pages, PageItem{Gap: true})
		}
		v.Pages = append(v.Pages, PageItem{Number: n, Href: href(n), Active: n == page})
		before = n
	}
	if page > 1 {
		v.Previous = href(page - 1)
	}
	if page < last {
		v.Next = href(page + 1)
	}
	return v
}
