package demo_test

import (
	"context"
	"testing"

	"onward/internal/demo"
)

// BenchmarkSeed makes worlds of 4,000 residents; residents/s is the rate.
func BenchmarkSeed(b *testing.B) {
	for b.Loop() {
		s, _ := empty(b)
		if _, err := s.Run(context.Background(), demo.Options{Residents: 4000, Seed: 1, Area: demo.AreaWest}, func(int) {}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(4000*float64(b.N)/b.Elapsed().Seconds(), "residents/s")
}
