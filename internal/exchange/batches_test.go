package exchange

import (
	"reflect"
	"testing"

	"onward/internal/exchange/caseload"
)

func TestBatchesGrowUpToASize(t *testing.T) {
	t.Parallel()
	for n, want := range map[int][]int{
		0:    nil,
		1:    {1},
		100:  {100},
		101:  {100, 1},
		350:  {100, 100, 150},
		2000: {100, 100, 200, 400, 500, 500, 200},
	} {
		var got []int
		next := 0
		rows := make([]caseload.Row, n)
		for i := range rows {
			rows[i].Number = i
		}
		for part := range batches(rows) {
			got = append(got, len(part))
			for _, row := range part {
				if row.Number != next {
					t.Fatalf("row %d comes where %d should", row.Number, next)
				}
				next++
			}
		}
		if !reflect.DeepEqual(got, want) || next != n {
			t.Errorf("%d rows come as %v, want %v", n, got, want)
		}
	}
}
